import RAGCore

/// Finds the stored question that means the same as a customer's, so that its answer can be given as it stands.
///
/// Near is not the same, and no cosine tells: `寄到新加坡要几天` lies nearer to `寄到新加坡要交税吗` than most paraphrases of it. Only a
/// question that says the same in the same content words is answered so, whatever its fillers, order and punctuation; all
/// others go to the completion model, which reads the stored answer beside the question.
enum DirectMatch {
    /// Least cosine between the two questions.
    private static let nearness: Float = 0.93
    /// How much nearer it must be than the question of any other answer.
    private static let margin: Float = 0.005

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
        return asked.says(known) ? best : nil
    }
}

/// What two questions must share to mean the same.
private struct Gist {
    let terms: Set<String>
    let numbers: Set<String>
    let isNegative: Bool
    /// Must it be, not may it.
    let asksForDuty: Bool
    let kinds: Set<String>

    init(_ text: String) {
        let text = SearchFilter.folded(text)
        terms = Terms.of(text)
        // Not `isNumber`: 什 of 什么 is a ten.
        numbers = Set(text.split { !("0"..."9").contains($0) }.map(String.init))
        let words = Set(text.split { !$0.isLetter && $0 != "'" }.map(String.init))
        isNegative = Self.negations.contains { text.contains($0) } || !words.isDisjoint(with: Self.negativeWords)
        asksForDuty = Self.duties.contains { text.contains($0) } || !words.isDisjoint(with: ["need", "must", "should"])
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

    /// Whether both speak of the same, and nothing that turns an answer around stands in one and not in the other.
    func says(_ other: Gist) -> Bool {
        !terms.isEmpty && terms == other.terms && numbers == other.numbers && isNegative == other.isNegative
            && asksForDuty == other.asksForDuty
            && (kinds.isEmpty || other.kinds.isEmpty || !kinds.isDisjoint(with: other.kinds))
    }

    private static let negations = ["不", "没", "未", "无法", "别"]
    private static let negativeWords: Set<String> = [
        "not", "no", "never", "cannot", "can't", "don't", "didn't", "won't", "isn't", "haven't", "hasn't", "doesn't",
        "unable", "without", "failed", "wasn't", "couldn't",
    ]
    private static let duties = ["需要", "必须", "一定要", "要不要", "应该", "have to"]
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
