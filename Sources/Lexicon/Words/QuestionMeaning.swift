import RAGCore

/// The parts of a question that two questions must share to mean the same.
package struct QuestionMeaning: Sendable, Hashable {
    let terms: Set<ExactText>
    let numbers: Set<String>
    let isNegative: Bool
    /// Whether it asks what must be done rather than what may be done.
    let asksForObligation: Bool
    /// The kinds of answer that it asks for, such as a time or a place.
    private let kinds: Set<Mark>
    /// The whole content words in order: `寄北京到上海` is not `寄上海到北京`, and `internal` is not
    /// `international`.
    private let wording: [String]
    /// The persons in order, which decide who acts on whom: `you call me` is not `I call you`.
    private let roles: [String]

    /// Reads the meaning of a question.
    package init(_ text: String) {
        let text = text.foldingWriting().foldingCaseAndWidth()
        let phrases = Terms.phrases(of: text)
        terms = Terms.of(phrases)
        // Not `isNumber`, because 什 of 什么 is the number ten.
        numbers = Set(text.unicodeScalars.split { !("0"..."9").contains($0) }.map(String.init))
        let listed = text.split { !$0.isLetter && $0 != "'" }.map(String.init)
        let words = Set(listed)
        let marks = Set(Self.finder.found(in: text).map { Self.marks[$0].mark } + words.compactMap { Self.words[$0] })
        isNegative = marks.contains(.negation)
        asksForObligation = marks.contains(.obligation)
        kinds = marks.subtracting([.negation, .obligation])
        // -5 is not 5, and C++ is not C.
        let scalars = text.unicodeScalars
        wording = phrases.map(Self.withoutEnding) + [String(scalars.filter(Self.signs.contains))]
        let persons = listed.compactMap { Self.persons[$0] } + scalars.compactMap { Self.hanPersons[$0] }
        roles = (Set(persons).count > 1 ? persons : []) + ["被", "让", "给"].filter(scalars.contains).map(String.init)
    }

    /// Returns whether a number, a denial, an obligation or the kind of answer tells the questions apart, or whether
    /// the same words stand in another order.
    package func isDistinct(from other: QuestionMeaning) -> Bool {
        numbers != other.numbers || isNegative != other.isNegative || asksForObligation != other.asksForObligation
            || !kinds.isEmpty && !other.kinds.isEmpty && kinds.isDisjoint(with: other.kinds)
            || wording != other.wording && wording.joined().sorted() == other.wording.joined().sorted()
    }

    /// Returns whether the questions differ in fillers and word endings only. Strict, because no person compares
    /// the results. False for questions without a content word.
    package func isSame(as other: QuestionMeaning) -> Bool { !terms.isEmpty && self == other }

    /// Returns an English plural as its singular: `refunds` and `refund` are one word.
    private static func withoutEnding(_ word: String) -> String {
        guard word.utf8.count > 3, word.utf8.allSatisfy({ $0 < 0x80 }), word.hasSuffix("s"), !word.hasSuffix("ss")
        else {
            return word
        }
        return String(word.dropLast())
    }

    private static let signs = Set("+-#%$€¥£&@*=^".unicodeScalars)
    private static let persons = [
        "i": "1", "me": "1", "my": "1", "we": "1", "us": "1", "our": "1", "you": "2", "your": "2", "he": "3",
        "she": "3", "they": "3", "him": "3", "her": "3", "them": "3",
    ]
    private static let hanPersons: [Unicode.Scalar: String] = ["我": "1", "你": "2", "您": "2", "他": "3", "她": "3"]

    /// A feature of a question that a word or phrase shows.
    private enum Mark: Hashable {
        case negation, obligation
        case time, place, amount, way, reason, person
    }

    /// Phrases and Chinese words, which are found anywhere in a text.
    private static let marks: [(phrase: String, mark: Mark)] = listed.flatMap { mark, phrases in
        phrases.filter { $0.contains(" ") || !$0.utf8.allSatisfy { $0 < 0x80 } }.map { ($0, mark) }
    }
    private static let finder = AhoCorasick(marks.map { Array($0.phrase.unicodeScalars) })

    /// Latin words, which are found as whole words.
    private static let words = Dictionary(
        listed.flatMap { mark, phrases in
            phrases.filter { !$0.contains(" ") && $0.utf8.allSatisfy { $0 < 0x80 } }.map { ($0, mark) }
        }
    ) { first, _ in first }

    private static let listed: [(Mark, [String])] = [
        (
            .negation,
            [
                "不", "没", "未", "无法", "别", "not", "no", "never", "cannot", "can't", "don't", "didn't", "won't", "isn't",
                "haven't", "hasn't", "doesn't", "unable", "without", "failed", "wasn't", "couldn't",
            ]
        ),
        (.obligation, ["需要", "必须", "一定要", "要不要", "应该", "have to", "need", "must", "should"]),
        (.time, ["多久", "几天", "什么时候", "何时", "多长时间", "几点", "when", "how long", "how soon", "how many days"]),
        (.place, ["哪里", "在哪", "哪儿", "where"]),
        (.amount, ["多少钱", "多少", "几块", "费用", "how much", "cost", "price", "fee"]),
        (.way, ["怎么", "如何", "怎样", "how do", "how can", "how to", "how should"]),
        (.reason, ["为什么", "为何", "why"]),
        (.person, ["谁", "who", "whom"]),
    ]
}
