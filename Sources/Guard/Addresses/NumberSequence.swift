import Lexicon

/// Digits in groups, and whether a person can be called, written to or paid with them.
///
/// Seven to thirty digits are such a number unless they have the form of something else: a date, a version, a decimal,
/// a range, an amount or a code.
struct NumberSequence {
    let groups: [String]
    /// The signs between the groups; one fewer than the groups.
    let separators: [String]
    let hasPlus: Bool
    /// The text before the sequence and behind it, in lower case.
    let before: String
    let after: String

    static let lengths = 7...30

    var digits: String { groups.joined() }

    /// A key that is equal for all spellings of the number: without the country code of China and leading zeros.
    var key: String {
        var digits = digits[...]
        if digits.hasPrefix("00") { digits = digits.dropFirst(2) }
        if digits.hasPrefix("86"), digits.count > 11 || hasPlus { digits = digits.dropFirst(2) }
        return String(digits.drop { $0 == "0" })
    }

    var isContact: Bool {
        guard Self.lengths.contains(digits.count) else { return false }
        if isMobile { return true }
        let cue = before.suffix(12)
        if Self.cues.contains(where: { cue.trimmingEnd().hasSuffix($0) }) { return true }
        if hasPlus { return true }
        if isCode || isQuantity { return false }
        if let rest = withoutDate { return rest.isContact }
        if let parts = partsWithStops { return parts.contains(where: \.isContact) }
        return groups.count == 1 || !(isVersion || isDecimal || isRange || isGrouped || isList)
    }

    private static let cues = [
        "tel", "phone", "call", "mobile", "fax", "qq", "vx", "wx", "whatsapp", "wechat", "电话", "手机", "热线", "微信", "致电",
        "拨打", "账号", "卡号",
    ]

    /// Whether it has the form of a Chinese mobile number (11 digits from 13 to 19), with or without country code.
    private var isMobile: Bool {
        var digits = digits[...]
        for country in ["0086", "86"] where digits.count > 11 && digits.hasPrefix(country) {
            digits = digits.dropFirst(country.count)
        }
        guard digits.count == 11, digits.first == "1", let second = digits.dropFirst().first, second >= "3" else {
            return false
        }
        return groups.count == 1 || !isDecimal || separators != ["."] || groups[0].count >= 3
    }

    /// Whether letters stand directly before or behind it, as in `OV1234567890`, or words say that it is a code.
    private var isCode: Bool {
        let stem = before.reversed().drop { $0 == "-" || $0 == "_" || $0 == "#" }
        if stem.first?.isLatinLetter == true, before.last?.isWhitespace == false { return true }
        if let next = after.first, next.isLatinLetter || next == "_" { return true }
        return false
    }

    private var isQuantity: Bool {
        guard groups.count == 1 || isGrouped || isDecimal || groups.count == 2 && separators == ["-"] else {
            return false
        }
        let before = before.trimmingEnd()
        if let last = before.last, "¥￥$€£".contains(last) { return true }
        if ["usd", "rmb", "cny", "eur", "人民币"].contains(where: before.hasSuffix) { return true }
        let after = after.drop(while: \.isWhitespace)
        if let first = after.first, "元块万亿个次人件条台年天秒分米克升字吨岁%°".contains(first) { return true }
        let word = String(after.prefix { $0.isLatinLetter })
        return Self.units.contains(word)
    }

    private static let units: Set<String> = [
        "yuan", "rmb", "cny", "usd", "dollars", "dollar", "euros", "eur", "bytes", "byte", "kb", "mb", "gb", "ms",
        "users",
        "people", "points", "times", "km", "m", "cm", "mm", "kg", "g", "mah", "steps", "pixels", "rows", "lines",
        "words",
    ]

    /// The sequence behind a date or a year at its start; nil if it has none.
    private var withoutDate: NumberSequence? {
        if groups.count >= 3, isDate(groups[0], groups[1], groups[2]) { return dropping(3) }
        let years = groups.prefix { $0.count == 4 && isYear($0) }.count
        if years > 0, years == groups.count || separators[0] == " " || years > 1 { return dropping(years) }
        guard let first = groups.first, [8, 12, 14].contains(first.count), isYear(String(first.prefix(4))) else {
            return nil
        }
        let parts = Array(first)
        let hasMonth = (1...12).contains(Int(String(parts[4...5])) ?? 0)
        let hasDay = (1...31).contains(Int(String(parts[6...7])) ?? 0)
        return hasMonth && hasDay ? dropping(1) : nil
    }

    /// The parts between blanks if each is written with full stops, as versions are: `1.3.18 2.1.1-4`.
    private var partsWithStops: [NumberSequence]? {
        let places = [0] + separators.indices.filter { separators[$0] == " " }.map { $0 + 1 } + [groups.count]
        guard places.count > 2 else { return nil }
        let parts = zip(places, places.dropFirst()).map { start, end in
            NumberSequence(
                groups: Array(groups[start..<end]),
                separators: Array(separators[start..<(end - 1)]),
                hasPlus: false,
                before: start == 0 ? before : " ",
                after: after
            )
        }
        return parts.allSatisfy { $0.separators.first == "." } ? parts : nil
    }

    private func dropping(_ count: Int) -> NumberSequence {
        NumberSequence(
            groups: Array(groups.dropFirst(count)),
            separators: Array(separators.dropFirst(count)),
            hasPlus: false,
            before: " ",
            after: after
        )
    }

    private func isYear(_ group: String) -> Bool { group.hasPrefix("19") || group.hasPrefix("20") }

    /// Whether three groups are year, month and day in one of the usual orders.
    private func isDate(_ first: String, _ second: String, _ third: String) -> Bool {
        guard separators[0] == separators[1], separators[0].count == 1 else { return false }
        let small = [first, second, third].filter { $0.count <= 2 && (1...31).contains(Int($0) ?? 0) }
        let year = first.count == 4 ? first : third
        return small.count == 2 && second.count <= 2 && year.count == 4 && isYear(year)
    }

    /// Whether it is a version such as `10.0.19045.4291`.
    private var isVersion: Bool {
        separators.allSatisfy { $0 == "." } && (3...4).contains(groups.count) && groups[0].count <= 2
            && !(groups[0].hasPrefix("0") && groups[0].count > 1)
    }

    private var isDecimal: Bool {
        separators == ["."] && !(groups[0].hasPrefix("0") && groups[0].count > 1)
    }

    /// Whether it is a range such as `500-1000`.
    private var isRange: Bool {
        guard groups.count == 2, separators == ["-"], let first = Int(groups[0]), let last = Int(groups[1]) else {
            return false
        }
        return first < last && !groups[1].hasPrefix("0") && groups[1].count - groups[0].count <= 1
            && first.isMultiple(of: 10) && last.isMultiple(of: 10)
    }

    /// Whether it is one amount in groups of thousands: `1 234 567`.
    private var isGrouped: Bool {
        guard separators.allSatisfy({ $0 == " " }) || separators.allSatisfy({ $0 == "." }), groups[0].count <= 3 else {
            return false
        }
        return groups.count > 1 && groups.dropFirst().allSatisfy { $0.count == 3 } && groups[0].first != "0"
            && digits.hasSuffix("00")
    }

    /// Whether it counts up in equal steps: `1 2 3 4 5 6 7`.
    private var isList: Bool {
        let numbers = groups.compactMap { Int($0) }
        guard groups.count > 2, numbers.count == groups.count, separators.allSatisfy({ $0 == " " }) else {
            return false
        }
        let step = numbers[1] - numbers[0]
        return step > 0 && zip(numbers, numbers.dropFirst()).allSatisfy { $1 - $0 == step }
    }
}

extension StringProtocol {
    /// The text without blanks, colons and words such as `is` at its end.
    func trimmingEnd() -> SubSequence {
        var text = self[...]
        while let last = text.last, last.isWhitespace || ":：(（#".contains(last) { text = text.dropLast() }
        return text
    }
}
