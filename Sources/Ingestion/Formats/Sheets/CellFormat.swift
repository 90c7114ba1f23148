import Foundation

/// The format of a number in an Excel sheet (ECMA-376, 18.8.30 and 18.8.31): a date, a percentage, an amount of money.
///
/// Dates are written in ISO 8601. Digits are never rounded away, whatever the format says.
struct CellFormat: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case number, percent, date, time, dateTime
        /// Hours that may exceed a day.
        case duration
    }

    private(set) var kind = Kind.number
    /// Text before and after the digits, such as `¥` or `元`.
    private var prefix = ""
    private var suffix = ""
    /// Fewest digits after the decimal point.
    private var decimals = 0

    /// The format of cells without one.
    static let general = CellFormat()

    private init() {}

    /// Creates one of the built-in formats, which have numbers up to 163 and no code.
    init(builtIn number: Int) {
        switch number {
        case 2, 4, 39, 40, 43, 44: decimals = 2
        case 9, 10: kind = .percent
        case 14...17, 27...31, 36, 50...54, 57, 58: kind = .date
        case 18...21, 32...35, 45, 47, 55, 56: kind = .time
        case 22: kind = .dateTime
        case 46: kind = .duration
        default: break
        }
    }

    /// Reads the first section of a format code such as `"¥"#,##0.00;[Red]-0` or `yyyy"年"m"月"`.
    init(code: String) {
        guard code.lowercased() != "general" else { return }
        var letters = ""
        var sawDigit = false
        var sawPoint = false
        func literal(_ text: String) {
            if sawDigit { suffix += text } else { prefix += text }
        }
        var rest = code[...]
        while let character = rest.popFirst(), character != ";" {
            if character.lowercased() == "g", rest.lowercased().hasPrefix("eneral") {
                rest = rest.dropFirst(6)
                sawDigit = true
                continue
            }
            switch character {
            case "\"":
                literal(String(rest.prefix { $0 != "\"" }))
                rest = rest.drop { $0 != "\"" }.dropFirst()
            case "\\": rest.popFirst().map { literal(String($0)) }
            // `_` is a gap as wide as the next character; `*` repeats the next character.
            case "_", "*": rest = rest.dropFirst()
            case "[":
                let inside = rest.prefix { $0 != "]" }
                rest = rest.drop { $0 != "]" }.dropFirst()
                if inside.first == "$" { literal(String(inside.dropFirst().prefix { $0 != "-" })) }
                if ["h", "hh", "m", "mm", "s", "ss"].contains(inside.lowercased()) { kind = .duration }
            case "0", "#", "?":
                if sawPoint, character == "0" { decimals += 1 }
                sawDigit = true
            case ".": sawPoint = sawDigit
            case "E", "e": sawPoint = false
            case "%": kind = .percent
            case "¥", "￥", "$", "€", "£": literal(String(character))
            case "元" where sawDigit: literal("元")
            default: letters.append(character)
            }
        }
        guard kind == .number else { return }
        letters = letters.lowercased().replacing("am/pm", with: "h")
        let hasDay =
            letters.contains { "yd年日".contains($0) }
            || !sawDigit && letters.contains("m") && !letters.contains { "hs".contains($0) }
        let hasTime = letters.contains { "hs时".contains($0) }
        if hasDay { kind = hasTime ? .dateTime : .date } else if hasTime { kind = .time }
    }

    /// Returns the text that a cell shows. `from1904`: whether the workbook counts days from 1904.
    func text(_ value: Double, from1904: Bool) -> String {
        switch kind {
        case .number: return prefix + Self.digits(value, decimals: decimals) + suffix
        case .percent: return Self.digits(value * 100, decimals: 0) + "%"
        case .duration: return Self.clock(seconds: (value * 86400).rounded())
        case .date, .time, .dateTime:
            // Valid days, to the end of 9999.
            guard value >= 0, value < 2_958_466 else { return Self.digits(value, decimals: 0) }
            let seconds = (value * 86400).rounded()
            let days = Int(seconds / 86400)
            let clock = Self.clock(seconds: seconds - Double(days) * 86400)
            if kind == .time, days == 0 { return clock }
            let day = Self.day(days, from1904: from1904)
            return kind == .date && value == value.rounded() ? day : day + (clock == "00:00" ? "" : " " + clock)
        }
    }

    /// Returns a time such as `18:30`, with seconds if there are any.
    private static func clock(seconds: Double) -> String {
        let all = Int(min(max(seconds, 0), 1e12))
        let parts = [all / 3600, all / 60 % 60] + (all.isMultiple(of: 60) ? [] : [all % 60])
        return parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }

    /// Returns the date for days since the workbook's first one. In the 1900 system, day 60 is 29 February 1900, which
    /// never existed.
    private static func day(_ days: Int, from1904: Bool) -> String {
        let epoch = from1904 ? -24107 : days < 60 ? -25568 : -25569
        // Days to a date, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
        let shifted = days + epoch + 719_468
        let era = shifted / 146_097
        let ofEra = shifted - era * 146_097
        let year = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146_096) / 365
        let ofYear = ofEra - (365 * year + year / 4 - year / 100)
        let month = (5 * ofYear + 2) / 153
        let day = ofYear - (153 * month + 2) / 5 + 1
        let calendarMonth = month < 10 ? month + 3 : month - 9
        let calendarYear = year + era * 400 + (calendarMonth <= 2 ? 1 : 0)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(calendarYear)-\(two(calendarMonth))-\(two(day))"
    }

    /// Returns a number with 15 digits, the precision of Excel.
    static func digits(_ value: Double, decimals: Int) -> String {
        guard value.isFinite else { return "" }
        guard value != 0 else { return decimals > 0 ? "0." + String(repeating: "0", count: decimals) : "0" }
        let exponent = Int(log10(abs(value)).rounded(.down))
        var text: String
        if value == value.rounded(), exponent < 15 {
            text = "\(Int(value))"
        } else if (-5..<15).contains(exponent) {
            let factor = pow(10, Double(14 - exponent))
            text = "\((value * factor).rounded() / factor)"
            if text.hasSuffix(".0") { text.removeLast(2) }
        } else {
            return "\(value)"
        }
        guard decimals > 0, !text.contains("e") else { return text }
        let point = text.firstIndex(of: ".")
        let missing = decimals - (point.map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0)
        if point == nil { text += "." }
        return text + String(repeating: "0", count: min(max(missing, 0), 30))
    }
}
