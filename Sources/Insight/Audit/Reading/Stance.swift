import Grounding
import Lexicon

/// Whether a clause says that something is so or that it is not, and in which sense.
struct Stance: Sendable, Hashable {
    enum Sense: String, Sendable, Hashable, CaseIterable { case permission, inclusion, need }

    let isAffirmed: Bool
    /// The senses of the words that say so; empty if the verb itself is denied: `does not roll over`.
    let senses: Set<Sense>

    /// The words that are denied directly: `roll` in `does not roll over`, `收费` in `不收费`.
    let denied: Set<String>
    /// The clause in plain width and lower case.
    private let text: String

    /// Reads the stance of `clause`.
    init(of clause: String) {
        text = clause.foldingWidth().lowercased()
        let text = AuditWords.withoutHarmless(Polarity.maskingHarmless(text))
        isAffirmed = !AuditWords.denies(text) && !text.contains("switched off") && !text.contains("turned off")
        denied = isAffirmed ? [] : Self.denied(in: text)
        senses = Set(Sense.allCases.filter { AuditWords.hasWord(of: $0.rawValue, in: text) })
    }

    /// Whether one affirms what the other denies in the same sense.
    func opposes(_ other: Stance) -> Bool {
        guard isAffirmed != other.isAffirmed else { return false }
        if senses.isEmpty, other.senses.isEmpty {
            let (denial, affirmation) = isAffirmed ? (other, self) : (self, other)
            return denial.denied.contains(where: affirmation.affirms)
        }
        return !senses.isDisjoint(with: other.senses)
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
            let behind = characters[(place + 1)...].drop { $0 == "有" }.prefix(2)
            if behind.count == 2, behind.allSatisfy(\.isHanCharacter) { words.insert(String(behind)) }
        }
        let english = text.split { !$0.isLatinLetter && $0 != "'" && $0 != "’" }
        for (word, next) in zip(english, english.dropFirst())
        where word == "not" || word.hasSuffix("n't") || word.hasSuffix("n’t") || word == "never" {
            words.insert(AuditWords.stem(String(next)))
        }
        // `switched off`
        for (word, next) in zip(english, english.dropFirst()) where next == "off" {
            words.insert(AuditWords.stem(String(word)))
        }
        return words
    }
}
