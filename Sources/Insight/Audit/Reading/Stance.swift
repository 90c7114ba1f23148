import Grounding
import Lexicon

/// Whether a clause says that something is so or that it is not, and in which sense.
struct Stance: Sendable, Hashable {
    enum Sense: String, Sendable, Hashable, CaseIterable { case permission, inclusion, need, `switch` }

    let isAffirmed: Bool
    /// The senses of the words that say so; empty if the verb itself is denied: `does not roll over`.
    let senses: Set<Sense>

    /// The words that are denied directly: `roll` in `does not roll over`, `收费` in `不收费`.
    let denied: Set<String>
    /// The properties that the clause denies of its subject, and those that it asserts.
    private let deniedAttributes: [String]
    private let givenAttributes: [String]
    /// The end of a range that the clause names.
    let end: End

    /// An end of a range: `最低` and `最高`.
    enum End: Sendable, Hashable { case least, greatest, none }

    /// The clause in plain width and lower case.
    private let text: String

    /// Reads the stance of `clause`.
    init(of clause: String) {
        text = clause.foldingWidth().lowercased()
        deniedAttributes = Self.deniedAttributes(in: text)
        givenAttributes = Self.givenAttributes(in: text)
        end = AuditWords.end(in: text)
        let text = Self.withoutAnswer(AuditWords.withoutHarmless(Polarity.maskingHarmless(text)))
        isAffirmed = !AuditWords.denies(text) && !text.contains("switched off") && !text.contains("turned off")
        denied = isAffirmed ? [] : Self.denied(in: text)
        senses = Set(Sense.allCases.filter { AuditWords.hasWord(of: $0.rawValue, in: text) })
    }

    /// Returns `text` without an answer in front: `no,` and `normally not,` answer a question, which is not the
    /// clause's own.
    private static func withoutAnswer(_ text: String) -> String {
        guard let comma = text.firstIndex(of: ","), text[..<comma].split(separator: " ").count <= 3,
            let last = text[..<comma].split(separator: " ").last, ["no", "not", "yes"].contains(last)
        else { return text }
        return String(text[text.index(after: comma)...])
    }

    /// Whether one affirms what the other denies in the same sense.
    func opposes(_ other: Stance) -> Bool {
        guard isAffirmed != other.isAffirmed else { return false }
        if !senses.isDisjoint(with: other.senses) { return true }
        let (denial, affirmation) = isAffirmed ? (other, self) : (self, other)
        return denial.denied.contains(where: affirmation.affirms)
    }

    /// Whether this clause is about things that are not so, `没发货的订单`, and the other about those that are,
    /// `已经发货的订单`; or this one about things that are so, and the other about all.
    func hasOtherAttribute(than other: Stance) -> Bool {
        deniedAttributes.contains { attribute in
            other.text.contains(attribute) && !["没", "未", "不", "没有"].contains { other.text.contains($0 + attribute) }
        } || givenAttributes.contains { !other.text.contains($0) }
    }

    /// Returns the denied attributes of things in `text`: `发货` in `没发货的订单`, `拆封` in
    /// `未拆封的商品`.
    private static func deniedAttributes(in text: String) -> [String] {
        guard text.contains("没") || text.contains("未") else { return [] }
        return text.matches(of: /(?:没有|没|未)(\p{Han}{2,4})的/).map { String($0.output.1) }
    }

    /// Returns the attributes that things in `text` have: `发货` in `已经发货的订单`.
    private static func givenAttributes(in text: String) -> [String] {
        guard text.contains("已") else { return [] }
        return text.matches(of: /已经?(\p{Han}{2,4})的/).map { String($0.output.1) }
    }

    /// Whether both say the same in the same sense.
    func agrees(with other: Stance) -> Bool {
        isAffirmed == other.isAffirmed && (senses == other.senses || !senses.isDisjoint(with: other.senses))
    }

    /// Whether the clause has `word` without a denying word before it.
    private func affirms(_ word: String) -> Bool {
        if word.first?.isHanCharacter == true {
            return text.contains(word) && !["不", "没", "未"].contains { text.contains($0 + word) }
        }
        return text.split { !$0.isLatinLetter }.contains { AuditWords.stem(String($0)) == word }
    }

    /// Returns the word behind each denying word.
    private static func denied(in text: String) -> Set<String> {
        var words: Set<String> = []
        let characters = Array(text)
        for place in characters.indices where "不没未".contains(characters[place]) {
            // `不可转让` denies `转让`.
            let behind = characters[(place + 1)...].drop { "有可能会再得必须需被用".contains($0) }.prefix(2)
            if behind.count == 2, behind.allSatisfy(\.isHanCharacter) { words.insert(String(behind)) }
        }
        let english = text.split { !$0.isLatinLetter && $0 != "'" && $0 != "’" }
        for (word, next) in zip(english, english.dropFirst())
        where word == "not" || word.hasSuffix("n't") || word.hasSuffix("n’t") || word == "never" || word == "no" {
            words.insert(AuditWords.stem(String(next)))
        }
        // `cannot be printed`, `no data cap`
        for (place, word) in english.enumerated() where ["cannot", "not", "no", "can't"].contains(word) {
            let behind = english[(place + 1)...].prefix(3).map(String.init)
                .filter { !AuditWords.isGeneric($0) }.prefix(word == "no" ? 2 : 1)
            words.formUnion(behind.map(AuditWords.stem))
        }
        // `switched off`
        for (word, next) in zip(english, english.dropFirst()) where next == "off" {
            words.insert(AuditWords.stem(String(word)))
        }
        return words
    }
}
