import RAGCore

/// Finds the stored question that means the same as a customer's, so that its answer can be given as it stands.
///
/// Near is not the same: `My order is cancelled` lies .97 from `I want to cancel my order`. So a pair must be near, clearly
/// nearer than the next, and say the same numbers, the same negation, the same kind of question and most of the same words;
/// whatever passes less surely goes to the completion model, which reads the answer beside the question.
enum DirectMatch {
    /// Least cosine between the two questions.
    private static let nearness: Float = 0.94
    /// Cosine at which other words for the same thing are believed.
    private static let sameness: Float = 0.965
    /// How much nearer it must be than the question of any other answer.
    private static let margin: Float = 0.015
    /// Least share that their content words have in common (Jaccard).
    private static let overlap: Float = 0.5

    /// The passage whose stored question means the same as `question`; nil where none surely does.
    static func find(_ question: String, in passages: [RankedPassage]) -> RankedPassage? {
        let language = Language(of: question)
        let pairs = passages.filter { $0.hit.questionScore != nil && $0.hit.chunk.language == language }
            .sorted { $0.hit.questionScore ?? 0 > $1.hit.questionScore ?? 0 }
        guard let best = pairs.first, let score = best.hit.questionScore, let stored = best.hit.chunk.question,
            score >= nearness
        else { return nil }
        let next = pairs.first { $0.hit.chunk.text != best.hit.chunk.text }?.hit.questionScore ?? 0
        guard score - next >= margin else { return nil }
        let asked = Gist(question), known = Gist(stored)
        guard asked.agrees(with: known), score >= sameness || asked.overlap(with: known) >= overlap else { return nil }
        return best
    }
}

/// What two questions must share to mean the same, however near they are.
private struct Gist {
    let terms: Set<String>
    let numbers: Set<String>
    let isNegative: Bool
    let kinds: Set<String>

    init(_ text: String) {
        let text = SearchFilter.folded(text)
        terms = Terms.of(text)
        // Not `isNumber`: 什 of 什么 is a ten.
        numbers = Set(text.split { !("0"..."9").contains($0) }.map(String.init))
        let words = Set(text.split { !$0.isLetter && $0 != "'" }.map(String.init))
        isNegative = Self.negations.contains { text.contains($0) } || !words.isDisjoint(with: Self.negativeWords)
        kinds = Set(
            Self.kinds.compactMap { name, marks in
                marks.contains { $0.utf8.allSatisfy { $0 < 0x80 } ? Self.begins(words, text, $0) : text.contains($0) }
                    ? name : nil
            }
        )
    }

    private static func begins(_ words: Set<String>, _ text: String, _ mark: String) -> Bool {
        mark.contains(" ") ? text.contains(mark) : words.contains(mark)
    }

    /// Whether nothing that turns an answer around stands in one and not in the other.
    func agrees(with other: Gist) -> Bool {
        numbers == other.numbers && isNegative == other.isNegative
            && (kinds.isEmpty || other.kinds.isEmpty || !kinds.isDisjoint(with: other.kinds))
    }

    func overlap(with other: Gist) -> Float {
        Float(terms.intersection(other.terms).count) / Float(max(1, terms.union(other.terms).count))
    }

    private static let negations = ["不", "没", "未", "无法", "别"]
    private static let negativeWords: Set<String> = [
        "not", "no", "never", "cannot", "can't", "don't", "didn't", "won't", "isn't", "haven't", "hasn't", "doesn't",
        "unable", "without", "failed", "wasn't", "couldn't",
    ]
    /// What is asked for.
    private static let kinds: [(String, [String])] = [
        ("time", ["多久", "几天", "什么时候", "何时", "多长时间", "几点", "when", "how long", "how soon", "how many days"]),
        ("place", ["哪里", "在哪", "哪儿", "where"]),
        ("amount", ["多少钱", "多少", "几块", "费用", "how much", "cost", "price", "fee"]),
        ("way", ["怎么", "如何", "怎样", "how do", "how can", "how to", "how should"]),
        ("reason", ["为什么", "为何", "why"]),
        ("person", ["谁", "who", "whom"]),
    ]
}
