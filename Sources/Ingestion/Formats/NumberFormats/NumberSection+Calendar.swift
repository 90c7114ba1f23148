extension NumberSection {
    /// Returns a date or a time, or nil for a number that is none: one before the first day or after the year 9999.
    func date(_ value: Double, from1904: Bool) -> String? {
        guard value >= 0, value < 2_958_466 else { return nil }
        let isElapsed = tokens.contains { if case .field(.elapsed) = $0 { true } else { false } }
        let hasFraction = tokens.contains { if case .field(.fraction) = $0 { true } else { false } }
        var milliseconds = Int((value * 86_400_000).rounded())
        // Elapsed seconds are rounded, those of a clock are cut.
        if isElapsed, !hasFraction { milliseconds = (milliseconds + 500) / 1000 * 1000 }
        let day = CalendarDay(milliseconds / 86_400_000, from1904: from1904)
        let clock = milliseconds % 86_400_000
        let isHalf = tokens.contains { if case .field(.halfDay) = $0 { true } else { false } }
        var text = ""
        for token in tokens {
            switch token {
            case .literal(let literal): text += literal
            case .field(let field):
                text += shown(field, day, clock: clock, milliseconds: milliseconds, isHalf: isHalf)
            case .text, .general, .digit, .point, .exponent, .slash: continue
            }
        }
        return text
    }

    private func shown(_ field: CalendarField, _ day: CalendarDay, clock: Int, milliseconds: Int, isHalf: Bool)
        -> String
    {
        let hour = clock / 3_600_000
        switch field {
        case .year(let width): return year(day.year, width: width)
        case .buddhistYear: return year(day.year + 543, width: 4)
        case .era: return ""
        case .month(let width):
            switch width {
            case 3: return language.shortMonths[day.month - 1]
            case 4: return language.months[day.month - 1]
            case 5: return String(language.months[day.month - 1].prefix(1))
            default: return padded(day.month, width: width)
            }
        case .day(let width): return padded(day.day, width: width)
        case .weekday(let isLong): return (isLong ? language.weekdays : language.shortWeekdays)[day.weekday]
        case .hour(let width): return padded(isHalf ? (hour + 11) % 12 + 1 : hour, width: width)
        case .minute(let width): return padded(clock / 60_000 % 60, width: width)
        case .second(let width): return padded(clock / 1000 % 60, width: width)
        case .fraction(let places):
            let digits = String("\(1000 + clock % 1000)".dropFirst().prefix(places))
            return "." + digits
        case .elapsed(let unit, let width):
            let length = unit == UInt8(ascii: "h") ? 3_600_000 : unit == UInt8(ascii: "m") ? 60_000 : 1000
            return padded(milliseconds / length, width: width)
        case .halfDay(let words):
            if words.count == 3 { return String(hour < 12 ? words.prefix(1) : words.suffix(1)) }
            let names = words.first == "上" ? CalendarNames.chinese.halfDays : language.halfDays
            return hour < 12 ? names.morning : names.afternoon
        }
    }

    private func year(_ year: Int, width: Int) -> String {
        let text = width > 2 ? "\(year)" : Self.two(year % 100)
        return numerals.map { numerals in text.map { numerals.digit(String($0)) }.joined() } ?? text
    }

    private func padded(_ number: Int, width: Int) -> String {
        if let numerals { return numerals.clock(number) }
        let digits = "\(number)"
        return String(repeating: "0", count: max(width - digits.count, 0)) + digits
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
