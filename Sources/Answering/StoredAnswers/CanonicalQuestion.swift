/// A question reduced to what it asks: synonyms as one word, without fillers, in any order where the order changes
/// nothing.
struct CanonicalQuestion: Sendable, Hashable {
    /// What it is about, and what turns it round, in order.
    private let words: [String]
    /// Whether the order of `words` counts.
    private let isOrdered: Bool
    /// The kinds of answer that it asks for.
    private let kinds: Set<String>
    /// The persons in order if there are several: `you call me` is not `I call you`.
    private let persons: [Int]

    /// Reads `text` with `synonyms`.
    init(_ text: String, _ synonyms: Synonyms) {
        let tokens = CanonicalTokens.of(text)
        var (words, kinds, isOrdered) = ([String](), Set<String>(), false)
        var place = 0
        while place < tokens.count {
            if let (meaning, length) = synonyms.meaning(at: place, in: tokens), !Self.isDoubled(at: place, in: tokens) {
                switch meaning.role {
                case .content: words.append(meaning.word)
                case .kind: kinds.insert(meaning.word)
                case .turn:
                    words.append(meaning.word)
                    isOrdered = isOrdered || meaning.word != Self.denial
                case .ignored: break
                }
                place += length
            } else if Self.isDoubled(at: place, in: tokens) {
                // 防不防水 asks whether, and denies nothing.
                kinds.insert(Self.whether)
                place += 2
            } else {
                words.append(tokens[place])
                place += 1
            }
        }
        self.words = words
        // Two coupons on one order are not one coupon on two orders.
        self.isOrdered = isOrdered || Set(words.filter(Self.quantities.contains)).count > 1
        // A weak kind says nothing beside a stronger one: `可以多久`.
        for kind in Self.weak where kinds.count > 1 { kinds.remove(kind) }
        self.kinds = kinds
        let persons = tokens.compactMap { Self.persons[$0] }
        self.persons = Set(persons).count > 1 ? persons : []
    }

    /// Returns whether both questions have the same answer: the same words, and no kind of answer that the other does
    /// not ask for.
    func matches(_ other: CanonicalQuestion) -> Bool {
        guard !words.isEmpty, isOrdered == other.isOrdered else { return false }
        guard isOrdered ? words == other.words : Set(words) == Set(other.words) else { return false }
        guard persons.isEmpty || other.persons.isEmpty || persons == other.persons else { return false }
        return kinds == other.kinds || kinds.isEmpty && other.isOpen || other.kinds.isEmpty && isOpen
    }

    /// Whether a bare subject such as `a refund` may mean this question.
    private var isOpen: Bool { kinds.isSubset(of: Self.open) }

    /// Returns whether `A不A` begins at `place`.
    private static func isDoubled(at place: Int, in tokens: [String]) -> Bool {
        place + 2 < tokens.count && tokens[place] == tokens[place + 2] && ["不", "没"].contains(tokens[place + 1])
    }

    private static let (denial, whether) = ("§not", "§may")
    /// Kinds that another may accompany, the weakest first.
    private static let weak = ["§may", "§must", "§which"]
    private static let open: Set<String> = ["§way", "§may", "§which", "§price", "§time"]
    private static let quantities: Set<String> = [
        "one", "two", "three", "four", "five", "half", "一", "两", "二", "三", "四", "五", "半",
    ]
    private static let persons = [
        "i": 1, "me": 1, "my": 1, "we": 1, "us": 1, "you": 2, "your": 2, "我": 1, "你": 2, "您": 2,
    ]
}
