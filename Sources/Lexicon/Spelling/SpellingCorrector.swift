import RAGCore

/// Corrects the spelling of questions by the words of a knowledge base: pinyin, characters of the same sound, typing
/// errors and missing blanks.
///
/// The most likely reading of the whole question is found by beam search over a lattice, as an input method does
/// (Chen and Lee, "A new statistical approach to Chinese pinyin input", ACL 2000). Codes, numbers, known names and
/// words that the knowledge base has are never changed.
package struct SpellingCorrector: Sendable {
    private let reader: QuestionReader
    private let han: HanModel

    /// The most characters of a question that is corrected. Longer ones were pasted.
    private static let longestQuestion = 400
    /// The number of readings that are followed at each place.
    private static let beam = 20
    /// The cost of Chinese in Latin letters behind a Latin word, and of a Latin word inside of pinyin.
    private static let switching: Float = 5
    /// The same in a question that is pinyin for the most part.
    private static let switchingInPinyin: Float = 1

    /// Creates a corrector. `counts` are of the knowledge base; `chinese` and `latin` are common words, with natural
    /// logarithms of their probabilities.
    package init(counts: WordCounts, chinese: [String: Float], latin: [String: Float]) {
        han = HanModel(counts: counts, pieces: chinese)
        reader = QuestionReader(han: han, latin: LatinModel(counts: counts, pieces: latin))
    }

    /// Returns `question` as it was probably meant; nil if it stays as it is. The question must be folded
    /// (`foldingWriting`).
    package func correction(of question: String) -> String? {
        let characters = Array(question.prefix(Self.longestQuestion + 1))
        guard characters.count <= Self.longestQuestion else { return nil }
        let lattice = reader.lattice(of: characters)
        guard lattice.hasAlternatives else { return nil }
        let path = bestPath(through: lattice)
        return path.contains { !$0.isWritten } ? Self.text(of: path) : nil
    }

    // MARK: Search

    /// The characters before a place.
    private enum Context: Hashable {
        case start, latin
        case han(Unicode.Scalar)
    }

    /// A reading up to a place.
    private struct Step {
        let score: Float
        let context: Context
        /// The last edge, and the place and number of the step before it.
        let edge: SpellingLattice.Edge?
        let place: Int
        let previous: Int
    }

    private func bestPath(through lattice: SpellingLattice) -> [SpellingLattice.Edge] {
        let switching = lattice.isPinyin ? Self.switchingInPinyin : Self.switching
        var steps = [[Step]](repeating: [], count: lattice.edges.count)
        var best = [[Context: Int]](repeating: [:], count: lattice.edges.count)
        steps[0] = [Step(score: 0, context: .start, edge: nil, place: 0, previous: 0)]
        for place in lattice.edges.indices {
            // The order of equal scores must not depend on hashing; `sorted` is stable.
            let kept = steps[place].indices.sorted { steps[place][$0].score > steps[place][$1].score }.prefix(Self.beam)
            for edge in lattice.edges[place] {
                for number in kept {
                    let step = follow(edge, from: steps[place][number], at: place, number, switching)
                    if let known = best[edge.end][step.context] {
                        if steps[edge.end][known].score < step.score { steps[edge.end][known] = step }
                    } else {
                        best[edge.end][step.context] = steps[edge.end].count
                        steps[edge.end].append(step)
                    }
                }
            }
        }
        guard var step = steps.last?.max(by: { $0.score < $1.score }) else { return [] }
        var path: [SpellingLattice.Edge] = []
        while let edge = step.edge {
            path.append(edge)
            step = steps[step.place][step.previous]
        }
        return path.reversed()
    }

    private func follow(_ edge: SpellingLattice.Edge, from step: Step, at place: Int, _ number: Int, _ switching: Float)
        -> Step
    {
        var score = step.score - edge.cost
        var context = step.context
        switch edge.piece {
        case .han(let character):
            var previous: Unicode.Scalar?
            if case .han(let last) = context { previous = last }
            score += han.score(character, after: previous)
            if !edge.isWritten, context == .latin { score -= switching }
            context = .han(character)
        case .latin:
            if edge.isInside, context != .latin { score -= switching }
            context = .latin
        case .blank: break
        case .other: context = .start
        }
        return Step(score: score, context: context, edge: edge, place: place, previous: number)
    }

    // MARK: Writing

    /// Returns the text of a path, with blanks between the words of a run and none between Chinese characters.
    private static func text(of path: [SpellingLattice.Edge]) -> String {
        var text = ""
        var last: SpellingLattice.Edge?
        var hasBlank = false
        for edge in path {
            if edge.piece == .blank {
                hasBlank = !text.isEmpty
                continue
            }
            let joinsHan = edge.isHan && last?.isHan ?? false
            let isRead = !edge.isWritten || !(last?.isWritten ?? true)
            if hasBlank && !(joinsHan && isRead) || edge.isInside && edge.isLatin { text += " " }
            hasBlank = false
            switch edge.piece {
            case .han(let character): text.unicodeScalars.append(character)
            case .latin(let word), .other(let word): text += word
            case .blank: break
            }
            last = edge
        }
        return text
    }
}

extension SpellingLattice.Edge {
    fileprivate var isHan: Bool { if case .han = piece { true } else { false } }
    fileprivate var isLatin: Bool { if case .latin = piece { true } else { false } }
}
