import Grounding
import Lexicon

/// Reads the days that a clause names: weekdays, days of the year and days of the month.
enum DayReader {
    /// Returns the weekdays of `clause` as a set of bits, Monday first. Where the clause says that something is closed,
    /// the days are those on which it is open, so that `closed on Mondays` and `open Tuesday to Sunday` are equal. Nil
    /// if
    /// it names none.
    static func weekdays(_ statements: [Statement], tokens: [TextToken], clause: String) -> AssertedValue? {
        var days: Set<Int> = []
        var last: (day: Int, end: Int)?
        var start: Int?
        for statement in statements {
            guard case .weekday(let day) = statement.fact else { continue }
            if let last, isJoined(tokens, from: last.end, to: statement.tokens.lowerBound) {
                var next = last.day
                repeat {
                    next = next % 7 + 1
                    days.insert(next)
                } while next != day
            }
            days.insert(day)
            start = start ?? statement.tokens.lowerBound
            last = (day, statement.tokens.upperBound)
        }
        guard let start, let last else { return nil }
        var bits = days.reduce(0) { $0 | 1 << ($1 - 1) }
        if AuditWords.isClosed(clause.lowercased()) { bits = 0b111_1111 & ~bits }
        return AssertedValue(unit: .weekday, low: Double(bits), high: Double(bits), text: tokens[start..<last.end].text)
    }

    /// Returns the one day of the year or month that `tokens` name, and its place: `12 January`, `每月 5 号`,
    /// `the 5th of each month`. Nil if they name none or several.
    static func date(_ statements: [Statement], tokens: [TextToken]) -> (value: AssertedValue, tokens: Range<Int>)? {
        var found: [(number: Int, tokens: Range<Int>)] = []
        for statement in statements {
            let behind = tokens[statement.tokens.upperBound...].first { $0.text != "," }
            if case .date(nil, let month?, let day?) = statement.fact, (behind?.number ?? 0) < 1_000 {
                found.append((month * 100 + day, statement.tokens))
            }
        }
        if found.isEmpty { found = daysOfMonth(tokens) }
        guard found.count == 1, let only = found.first else { return nil }
        let number = Double(only.number)
        return (AssertedValue(unit: .date, low: number, high: number, text: tokens[only.tokens].text), only.tokens)
    }

    private static func daysOfMonth(_ tokens: [TextToken]) -> [(number: Int, tokens: Range<Int>)] {
        let isMonthly = tokens.contains { $0.text == "month" || $0.text == "monthly" }
        return tokens.indices.compactMap { place in
            guard let number = tokens[place].number, (1...31).contains(number), number == number.rounded(),
                place + 1 < tokens.count
            else { return nil }
            let next = tokens[place + 1].text
            if ["日", "号"].contains(next), place >= 2, tokens[place - 1].text == "月",
                ["每", "次", "下", "当", "本", "个"].contains(tokens[place - 2].text)
            {
                return (Int(number), place..<(place + 2))
            }
            if isMonthly, ["st", "nd", "rd", "th"].contains(next), tokens[place + 1].isAttached {
                return (Int(number), place..<(place + 2))
            }
            return nil
        }
    }

    private static func isJoined(_ tokens: [TextToken], from end: Int, to start: Int) -> Bool {
        end < start && start - end <= 2
            && tokens[end..<start].allSatisfy { ["到", "至", "-", "–", "~", "～", "to", "through"].contains($0.text) }
    }
}

extension AssertedValue {
    /// Whether two sets of weekdays cannot both hold: they overlap without being equal, or are two single days.
    func differsByWeekdays(from other: AssertedValue) -> Bool {
        let (mine, theirs) = (Int(low), Int(other.low))
        guard mine != theirs else { return false }
        if mine & theirs != 0 { return true }
        return mine.nonzeroBitCount == 1 && theirs.nonzeroBitCount == 1
    }
}
