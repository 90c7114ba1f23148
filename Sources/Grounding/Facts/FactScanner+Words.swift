import Lexicon

/// Reads facts that begin with a word or a Han character.
extension FactScanner {
    mutating func word(from start: Int) {
        let word = tokens[place].text
        let parts = word.split(separator: "-").map(String.init)
        if UnitWords.currency(word) != nil, token(1)?.number != nil {
            place += 1
            return
        }
        if let month = CalendarWords.month(word), let day = token(1)?.number, day <= 31,
            word != "may" || tokens[place].written == "May"
        {
            place += 2
            place += ordinalLength()
            return add(.date(year: yearBehind(), month: month, day: Int(day)), from: start)
        }
        if parts.count > 1, let (value, used) = Numeral.english(parts) {
            place += 1
            // `two-year`, `thirty-day`
            if used < parts.count {
                if let (unit, factor) = UnitWords.latin(parts[used]) {
                    add(.quantity(value * factor, unit), from: start, isDemanding: value != 1)
                }
                return
            }
            return quantity(value, from: start, isWord: true)
        }
        if let (value, length) = Numeral.english(words(from: place)) {
            place += length
            return quantity(value, from: start, isWord: true)
        }
        place += 1
        switch word {
        case "a", "an", "per", "each", "every":
            guard let (unit, factor) = unit() else { return }
            add(.quantity(factor, unit), from: start, isDemanding: false)
        case "half":
            if token()?.text == "a" || token()?.text == "an" { place += 1 }
            guard let (unit, factor) = unit(), factor > 1 else { return }
            add(.quantity(factor / 2, unit), from: start)
        case "once": add(.quantity(1, .count), from: start, isDemanding: false)
        case "twice": add(.quantity(2, .count), from: start)
        case "noon": add(.clock(720), from: start)
        case "midnight": add(.clock(0), from: start)
        default:
            guard let day = CalendarWords.weekday(word, isCapitalised: tokens[start].written.first?.isUppercase == true)
            else { return }
            add(.weekday(day), from: start)
        }
    }

    mutating func han(from start: Int) {
        let character = tokens[place].scalar
        guard Self.mayBegin(character) else {
            place += 1
            return
        }
        let next = token(1)?.scalar
        if character == "周" || character == "期" || character == "拜",
            character == "周" || ["星", "礼"].contains(start > 0 ? tokens[start - 1].text : ""),
            let next, let day = Self.weekdays.firstIndex(of: next) ?? (next == "天" && character != "周" ? 6 : nil)
        {
            place += 2
            return add(.weekday(day + 1), from: start)
        }
        if let share = Self.shares[character], next == "分", token(2)?.text == "之" {
            place += 3
            let value: Double?
            if let number = token()?.number {
                place += 1
                value = number
            } else if let (number, length) = Numeral.chinese(characters(from: place)) {
                place += length
                value = number
            } else {
                value = nil
            }
            if let value { add(.quantity(Self.rounded(value * share), .percent), from: start) }
            return
        }
        if character == "半" {
            place += 1
            if token()?.text == "个" { place += 1 }
            guard let (unit, factor) = unit(), unit != .count else { return }
            return add(.quantity(factor / 2, unit), from: start)
        }
        guard let (value, length) = Numeral.chinese(tokens[place...].prefix(12).prefix { $0.isHan }.map(\.scalar))
        else {
            place += 1
            return
        }
        place += length
        // `第三方`, `十几`, `一些`
        if ["几", "些", "般", "样", "直", "起", "定", "旦", "切", "同", "致", "共", "律", "并", "方", "维"].contains(
            token()?.text ?? ""
        ) {
            return
        }
        // `十分` means `very`, not ten minutes.
        if value == 10, length == 1, token()?.text == "分", token(1)?.text != "钟" { return }
        quantity(value, from: start, isWord: true)
    }

    /// The percentage that one part in `百分之`, `千分之` and `万分之` is.
    private static let shares: [Unicode.Scalar: Double] = ["百": 1, "千": 0.1, "万": 0.01]

    /// Returns whether a fact may begin with a Chinese `character`; most begin none.
    private static func mayBegin(_ character: Unicode.Scalar) -> Bool {
        switch character {
        case "周", "期", "拜", "半": true
        default: Numeral.mayBeginChinese(character)
        }
    }

    private static let weekdays = Array("一二三四五六日".unicodeScalars)
}
