import Grounding
import RAGCore

/// Compares a question with passages word by word, from the states of their tokens.
///
/// States that are not kept yet are computed and kept, for at most `newPassages` of a search. Each of them costs one
/// run of the encoder, about as much as embedding it.
package struct PassageAligner: Sendable {
    private let encoder: any TokenEncoder
    private let states: any TokenStateCache
    /// The weight of the alignment in the ranking, 0 to 1; the order before it has the rest.
    private let weight: Float

    /// The least weight where no passage is in the language of the question: without words in common the order before
    /// is that of the embeddings alone, which are weak across languages. Better than .5 and .85 in both directions.
    private static let weightAcrossLanguages: Float = 0.7
    /// The number of passages of a search that are compared.
    static let depth = 30
    /// The most passages whose states are computed during a search. The rest keep their place.
    private static let newPassages = 12

    /// Creates an aligner that keeps what `encoder` computes in `states`.
    package init(_ encoder: any TokenEncoder, keeping states: any TokenStateCache, weight: Float = 0.3) {
        self.encoder = encoder
        self.states = states
        self.weight = weight
    }

    /// The aligner of answers' sentences, which shares the encoder and the states.
    package var forSentences: SentenceAligner { SentenceAligner(encoder, keeping: states) }

    /// Returns the tokens of a question. Throws `CancellationError`.
    func tokens(of question: String) async throws -> QuestionTokens { try await encoder.questionTokens(of: question) }

    /// Returns the alignments of `question`, asked in `language`, with `passages`. Programs are left out, and
    /// passages whose states are not at hand.
    ///
    /// `passages` are the first of the ranking, best first. Throws `CancellationError`.
    func alignments(
        of question: QuestionTokens,
        in language: Language?,
        with passages: [SearchHit]
    ) async throws -> PassageAlignments {
        let texts = passages.filter { $0.chunk.code == nil }
            .map { (id: $0.chunkID, text: ExactText($0.chunk.embeddedText(title: $0.documentTitle))) }
        let tokens = try await tokens(of: texts.map(\.text))
        var alignments: [Int64: Alignment] = [:]
        for (id, text) in texts {
            guard let passage = tokens[text], !passage.bytes.isEmpty else { continue }
            alignments[id] = Alignment(
                cosines: encoder.cosines(of: question, with: passage),
                weights: question.weights
            )
        }
        Trace.mark("passages aligned")
        let isAcross = !passages.contains { $0.chunk.language == nil || $0.chunk.language == language }
        return PassageAlignments(
            question: question,
            alignments: alignments,
            weight: isAcross ? max(weight, Self.weightAcrossLanguages) : weight
        )
    }

    /// Returns the states of `texts`; what is missing is computed.
    private func tokens(of texts: [ExactText]) async throws -> [ExactText: PassageTokens] {
        // A cache that cannot be read or written costs time alone.
        var found = (try? await states.tokens(of: texts, form: encoder.stateForm)) ?? [:]
        var missing: [ExactText] = []
        for text in texts where found[text] == nil && missing.count < Self.newPassages && !missing.contains(text) {
            missing.append(text)
        }
        guard !missing.isEmpty else { return found }
        let computed = Dictionary(
            uniqueKeysWithValues: zip(missing, try await encoder.passageTokens(of: missing.map(\.text))).map {
                ($0, $1)
            }
        )
        try? await states.keep(computed, form: encoder.stateForm)
        found.merge(computed) { $1 }
        return found
    }
}
