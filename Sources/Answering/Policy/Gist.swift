import RAGCore

/// What two questions must share to mean the same.
package struct Gist: Sendable, Hashable {
    let terms: Set<String>
    let numbers: Set<String>
    let isNegative: Bool
    /// Must it be, not may it.
    let asksForDuty: Bool
    let kinds: Set<String>
    /// The content words whole and in their order: `寄北京到上海` is not `寄上海到北京`, nor `internal` `international`.
    private let wording: [String]
    /// Who does it and to whom: you call me, or I call you; I deduct, or am deducted from.
    private let roles: [String]

    package init(_ text: String) {
        let text = SearchFilter.folded(text)
        let phrases = Terms.phrases(of: text)
        terms = Terms.of(phrases)
        // Not `isNumber`: 什 of 什么 is a ten.
        numbers = Set(text.split { !("0"..."9").contains($0) }.map(String.init))
        let listed = text.split { !$0.isLetter && $0 != "'" }.map(String.init)
        let words = Set(listed)
        isNegative = Self.negations.contains { text.contains($0) } || !words.isDisjoint(with: Self.negativeWords)
        asksForDuty = Self.duties.contains { text.contains($0) } || !words.isDisjoint(with: ["need", "must", "should"])
        kinds = Set(
            Self.kinds.compactMap { name, marks in
                marks.contains { $0.utf8.allSatisfy { $0 < 0x80 } ? Self.begins(words, text, $0) : text.contains($0) }
                    ? name : nil
            }
        )
        // -5 is not 5, nor C++ C.
        wording = phrases.map(Self.withoutEnding) + [text.filter { "+-#%$€¥£&@*=^".contains($0) }]
        let persons = listed.compactMap { Self.persons[$0] } + text.compactMap { Self.persons[String($0)] }
        roles = (Set(persons).count > 1 ? persons : []) + ["被", "让", "给"].filter(text.contains)
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

    /// Whether nothing is left by which two questions differ but fillers and endings; nobody reads them side by side, so it is
    /// stricter than `says`. False for questions without a content word.
    package func isSame(as other: Gist) -> Bool { !terms.isEmpty && self == other }

    /// `refunds` and `refund` are one word.
    private static func withoutEnding(_ word: String) -> String {
        guard word.utf8.count > 3, word.utf8.allSatisfy({ $0 < 0x80 }), word.hasSuffix("s"), !word.hasSuffix("ss")
        else {
            return word
        }
        return String(word.dropLast())
    }

    private static let persons = [
        "i": "1", "me": "1", "my": "1", "we": "1", "us": "1", "our": "1", "我": "1", "you": "2", "your": "2", "你": "2",
        "您": "2", "he": "3", "she": "3", "they": "3", "him": "3", "her": "3", "them": "3", "他": "3", "她": "3",
    ]
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
