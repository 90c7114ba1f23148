import Lexicon

/// Reads who pays: the company, which speaks of itself as `we`, or the customer.
enum PayerReader {
    /// Returns the payer that `text`, a clause in lower case, names as a value: 1 for the customer, 0 for the company.
    /// Nil
    /// if it names none or both.
    static func value(in text: String) -> AssertedValue? {
        let found = text.contains(where: \.isHanCharacter) ? chinese(text) : english(text)
        guard let found else { return nil }
        return AssertedValue(
            unit: .payer,
            low: found.isCustomer ? 1 : 0,
            high: found.isCustomer ? 1 : 0,
            text: found.words
        )
    }

    private static func chinese(_ text: String) -> (isCustomer: Bool, words: String)? {
        for verb in verbs {
            guard let range = text.range(of: verb) else { continue }
            let before = String(text[..<range.lowerBound].suffix(8))
            // `支付` has many objects; only `由您支付` tells who pays.
            if !before.contains("由"), verb != "承担", verb != "负担" { continue }
            let parties = AuditWords.parties(in: before)
            guard parties.count == 1, let only = parties.first else { continue }
            return (only.isCustomer, "\(only.word)\(verb)")
        }
        return nil
    }

    private static func english(_ text: String) -> (isCustomer: Bool, words: String)? {
        let words = text.split { !$0.isLatinLetter && $0 != "'" }.map(String.init)
        for (place, word) in words.enumerated() {
            if word == "by", place > 0, ["paid", "borne", "covered", "met"].contains(words[place - 1]) {
                let behind = words[(place + 1)...].prefix(3).joined(separator: " ")
                let parties = AuditWords.parties(in: behind)
                if parties.count == 1, let only = parties.first {
                    return (only.isCustomer, "\(words[place - 1]) by \(only.word)")
                }
            }
            if ["pay", "pays", "bear", "bears"].contains(word) {
                let before = words[max(0, place - 3)..<place].joined(separator: " ")
                let parties = AuditWords.parties(in: before)
                guard parties.count == 1, let only = parties.first,
                    !words[..<place].contains(where: { ["not", "if", "when", "never"].contains($0) })
                else { continue }
                return (only.isCustomer, "\(only.word) \(word)")
            }
        }
        return nil
    }

    private static let verbs = ["承担", "负担", "支付", "付", "出"]
}
