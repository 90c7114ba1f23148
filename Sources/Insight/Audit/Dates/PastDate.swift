import Foundation
import Grounding
import Lexicon

/// A sentence that announces or limits something by a day that has passed.
package struct PastDate: Sendable, Hashable {
    /// The number of the passage among all that are audited.
    package let passage: Int
    /// The sentence.
    package let sentence: String
    /// The date in the words of the sentence.
    package let words: String
    /// The days between the date and the day of the audit.
    package let days: Int

    /// Returns the sentences of `passages` with a date before `today` that tells until when something holds, or that is
    /// announced as to come. What merely happened in the past is left out: `founded in 1998`.
    package static func all(in passages: [AuditPassage], today: Date) -> [PastDate] {
        var seen: Set<[String]> = []
        return passages.enumerated().flatMap { number, passage -> [PastDate] in
            guard passage.text.contains(where: \.isNumber) || passage.text.contains("〇") else { return [] }
            return PassageUnit.units(of: passage.text).compactMap { unit -> PastDate? in
                let sentence: String
                switch unit {
                case .sentence(let text, _): sentence = text
                case .row(let row): sentence = row.text
                }
                guard let found = of(sentence, passage: number, today: today),
                    seen.insert([passage.path, sentence]).inserted
                else { return nil }
                return found
            }
        }.sorted { ($0.days, $1.passage) > ($1.days, $0.passage) }
    }

    private static func of(_ sentence: String, passage: Int, today: Date) -> PastDate? {
        let tokens = TextToken.tokens(of: sentence)
        let dates = FactScanner.statements(in: sentence).compactMap { statement -> (Date, Statement)? in
            guard case .date(let year?, let month, let day) = statement.fact,
                let date = lastDay(year: year, month: month, day: day)
            else { return nil }
            return (date, statement)
        }
        // A period that ends in the future is not over.
        guard let last = dates.max(by: { $0.0 < $1.0 }), last.0 < today else { return nil }
        guard AuditWords.isUntil(sentence.lowercased(), before: last.1, in: tokens) else { return nil }
        let days = Int(today.timeIntervalSince(last.0) / 86_400)
        return days >= 1
            ? PastDate(passage: passage, sentence: sentence, words: tokens[last.1.tokens].text, days: days) : nil
    }

    /// Returns the end of a day, month or year.
    private static func lastDay(year: Int, month: Int?, day: Int?) -> Date? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .current
        let parts =
            if let month, let day {
                DateComponents(year: year, month: month, day: day + 1)
            } else if let month {
                DateComponents(year: year, month: month + 1, day: 1)
            } else {
                DateComponents(year: year + 1, month: 1, day: 1)
            }
        return calendar.date(from: parts)
    }
}
