import Lexicon

/// A question reduced to what it asks: synonyms as one word, without fillers, in any order where the order changes
/// nothing.
struct CanonicalQuestion: Sendable, Hashable {
    /// Its subject, and the words that turn it round, in order.
    private let words: [String]
    /// Whether the order of `words` counts.
    private let isOrdered: Bool
    /// The Chinese characters of no synonym, as they stand together.
    private let runs: HanRuns
    /// The kinds of answer that it asks for.
    private let kinds: Set<String>
    /// The persons in order, each once in a row: `you call me` is not `I call you`.
    private let persons: [Int]

    /// Reads `text` with `synonyms`.
    init(_ text: String, _ synonyms: Synonyms) {
        let tokens = CanonicalTokens.of(text)
        var (items, runs, kinds) = ([Synonyms.Meaning](), HanRuns(), Set<String>())
        var place = 0
        while place < tokens.count {
            if Self.isDoubled(at: place, in: tokens) {
                // 防不防水 asks whether, and denies nothing.
                kinds.insert(Self.whether)
                runs.endRun()
                place += 2
            } else if let (meaning, length) = synonyms.meaning(at: place, in: tokens),
                meaning.role != .content || length > 1
                    || !Self.isInsideWord(at: place, in: tokens, after: runs, synonyms)
            {
                switch meaning.role {
                case .kind: kinds.insert(meaning.word)
                case .ignored: break
                case .content, .person, .turn, .move, .link: items.append(meaning)
                }
                runs.endRun()
                place += length
            } else {
                items.append(Synonyms.Meaning(word: tokens[place], role: .content))
                runs.add(tokens[place])
                place += 1
            }
        }
        runs.endRun()
        self.runs = runs
        (words, isOrdered) = Self.arranged(items)
        // A weak kind says nothing beside a stronger one: `可以多久`.
        for kind in Self.weak where kinds.count > 1 { kinds.remove(kind) }
        self.kinds = kinds
        let persons = tokens.compactMap { Self.persons[$0] }
        self.persons = persons.indices.filter { $0 == 0 || persons[$0 - 1] != persons[$0] }.map { persons[$0] }
    }

    /// Returns whether both questions have the same answer: the same words, and no kind of answer that the other does
    /// not ask for.
    func matches(_ other: CanonicalQuestion) -> Bool {
        guard !words.isEmpty, isOrdered == other.isOrdered, runs.matches(other.runs) else { return false }
        guard isOrdered ? words == other.words : words.sorted() == other.words.sorted() else { return false }
        guard persons.isEmpty || other.persons.isEmpty || persons == other.persons else { return false }
        return kinds == other.kinds || kinds.isEmpty && other.isOpen || other.kinds.isEmpty && isOpen
    }

    /// Returns the words that count and whether their order does: after `from`, around a conversion such as
    /// `PDF to Word`, and with two persons or quantities, because two coupons on one order are not one coupon on two
    /// orders.
    private static func arranged(_ items: [Synonyms.Meaning]) -> (words: [String], isOrdered: Bool) {
        let things = items.indices.filter { [.content, .person].contains(items[$0].role) }
        let between = (things.first ?? 0)..<(things.last ?? 0)
        let hasMove = items.contains { $0.role == .move }
        var (words, isOrdered) = ([String](), false)
        for (place, item) in items.enumerated() {
            let joins = between.contains(place)
            if item.role == .link, !joins || !hasMove && item.word == purpose { continue }
            words.append(item.word)
            isOrdered =
                isOrdered || joins && [.move, .link].contains(item.role)
                || item.role == .turn && item.word != denial
        }
        let persons = Set(items.filter { $0.role == .person }.map(\.word))
        return (words, isOrdered || persons.count > 1 || Set(words.filter(isQuantity)).count > 1)
    }

    private static func isQuantity(_ word: String) -> Bool {
        word.last?.isNumber == true || quantities.contains(word)
    }

    /// Whether a bare subject such as `a refund` may mean this question.
    private var isOpen: Bool { kinds.isSubset(of: Self.open) }

    /// Returns whether `A不A` begins at `place`.
    private static func isDoubled(at place: Int, in tokens: [String]) -> Bool {
        place + 2 < tokens.count && tokens[place] == tokens[place + 2] && ["不", "没"].contains(tokens[place + 1])
    }

    /// Returns whether the Chinese character at `place` stands beside one of no known word, so that it may be a part of
    /// a longer word: 关 of 关税 is not 关闭.
    private static func isInsideWord(at place: Int, in tokens: [String], after runs: HanRuns, _ synonyms: Synonyms)
        -> Bool
    {
        guard tokens[place].first?.isHanCharacter == true else { return false }
        guard !runs.isInRun, place + 1 < tokens.count else { return runs.isInRun }
        return tokens[place + 1].first?.isHanCharacter == true && synonyms.meaning(at: place + 1, in: tokens) == nil
    }

    private static let (denial, whether) = ("§not", "§may")
    /// Joins two things of a conversion only: `a discount for students` is a student discount.
    private static let purpose = "for"
    /// Kinds that another may accompany, the weakest first.
    private static let weak = ["§may", "§must", "§which"]
    private static let open: Set<String> = ["§way"]
    private static let quantities: Set<String> = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "half", "两", "半",
    ]
    private static let persons = [
        "i": 1, "me": 1, "my": 1, "we": 1, "us": 1, "you": 2, "your": 2, "我": 1, "你": 2, "您": 2,
    ]
}
