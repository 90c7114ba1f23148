import RAGCore

/// Compares words of a sentence with passages by the states of an encoder (`TokenEncoder`).
package struct SentenceAligner: Sendable {
    private let encoder: any TokenEncoder
    private let states: any TokenStateCache

    /// Creates an aligner that reads the states of passages from `states` and keeps what it computes there.
    package init(_ encoder: any TokenEncoder, keeping states: any TokenStateCache) {
        self.encoder = encoder
        self.states = states
    }

    /// Returns, for each of `phrases`, the closeness of its farthest word to any word of `passages`, -1 to 1; nil for
    /// phrases that have no token in `sentence`. `passages` are the texts as they were embedded.
    ///
    /// Throws `CancellationError`.
    func closeness(of phrases: [[String]], in sentence: String, to passages: [String]) async throws -> [Float?] {
        let tokens = try await encoder.questionTokens(of: sentence)
        var best = [Float](repeating: -1, count: tokens.pieces.count)
        for passage in try await tokensInOrder(of: passages) where !passage.bytes.isEmpty {
            best = zip(best, encoder.cosines(of: tokens, with: passage).last).map(max)
        }
        let words = SentenceWord.words(of: tokens.pieces)
        return phrases.map { phrase in
            words.filter { word in phrase.contains(where: word.covers) }
                .map { word in word.tokens.reduce(0) { $0 + best[$1] } / Float(word.tokens.count) }.min()
        }
    }

    /// Returns the states of `passages`; what is not kept is computed.
    private func tokensInOrder(of passages: [String]) async throws -> [PassageTokens] {
        let passages = passages.map { ExactText($0) }
        // A cache that cannot be read or written costs time alone.
        var found = (try? await states.tokens(of: passages, form: encoder.stateForm)) ?? [:]
        let missing = Array(Set(passages.filter { found[$0] == nil }))
        if !missing.isEmpty {
            let computed = zip(missing, try await encoder.passageTokens(of: missing.map(\.text))).map { ($0, $1) }
            found.merge(computed) { $1 }
            try? await states.keep(Dictionary(computed) { first, _ in first }, form: encoder.stateForm)
        }
        return passages.compactMap { found[$0] }
    }
}
