import Lexicon

/// Reads how often something happens: `every six months`, `每半年一次`.
enum Frequency {
    /// Returns the time from one occurrence to the next in `clause`; nil if it states none.
    static func value(in clause: String) -> AssertedValue? {
        let tokens = TextToken.tokens(of: clause)
        for (place, token) in tokens.enumerated() {
            switch token.text {
            case "每": if let value = chinese(tokens, from: place) { return value }
            case "every": if let value = english(tokens, from: place, numberAt: place + 1) { return value }
            case "once" where place + 1 < tokens.count && ["a", "per", "every"].contains(tokens[place + 1].text):
                if let value = english(tokens, from: place, numberAt: place + 2) { return value }
            default:
                let next = place + 1 < tokens.count ? tokens[place + 1] : nil
                // `a weekly fee` is no frequency, `cleaned weekly` is one.
                guard let (number, unit) = adverbs[token.text],
                    next.map({ $0.kind == .symbol || ["and", "or"].contains($0.text) }) ?? true
                else { continue }
                if let value = value(number, of: unit, tokens[place...place]) { return value }
            }
        }
        return nil
    }

    private static let adverbs: [String: (Double, QuantityUnit)] = [
        "hourly": (3_600, .seconds), "daily": (86_400, .seconds), "weekly": (604_800, .seconds),
        "monthly": (1, .months), "quarterly": (3, .months), "yearly": (12, .months), "annually": (12, .months),
    ]

    private static func chinese(_ tokens: [TextToken], from start: Int) -> AssertedValue? {
        var place = start + 1
        if place < tokens.count, tokens[place].text == "隔" { place += 1 }
        guard place < tokens.count, hasOnce(tokens[place...]) else { return nil }
        var number = 1.0
        if let value = tokens[place].number {
            number = value
            place += 1
        } else if tokens[place].text == "半" {
            number = 0.5
            place += 1
        } else if let (value, length) = Numeral.chinese(tokens[place...].prefix(4).map(\.scalar)) {
            number = value
            place += length
        }
        let unit = tokens[min(place, tokens.count)...].prefix(3).prefix { $0.isHan }.map(\.scalar)
        guard let (entry, length) = UnitWords.chinese(unit), entry.unit != .count else { return nil }
        return value(number * entry.factor, of: entry.unit, tokens[start..<(place + length)])
    }

    /// Whether `一次` or `1 次` stands in `tokens`.
    private static func hasOnce(_ tokens: ArraySlice<TextToken>) -> Bool {
        zip(tokens, tokens.dropFirst()).contains { ["一", "1", "两", "2"].contains($0.text) && $1.text == "次" }
    }

    private static func english(_ tokens: [TextToken], from start: Int, numberAt place: Int) -> AssertedValue? {
        guard place < tokens.count else { return nil }
        var (number, place) = (1.0, place)
        if let value = tokens[place].number ?? Numeral.english([tokens[place].text])?.value {
            number = value
            place += 1
        }
        guard place < tokens.count, let entry = UnitWords.latin(tokens[place].text),
            entry.unit == .seconds || entry.unit == .months
        else { return nil }
        return value(number * entry.factor, of: entry.unit, tokens[start...place])
    }

    private static func value(_ number: Double, of unit: QuantityUnit, _ tokens: ArraySlice<TextToken>)
        -> AssertedValue?
    {
        guard unit == .months || unit == .seconds else { return nil }
        let seconds = unit == .months ? number * 30.44 * 86_400 : number
        return AssertedValue(
            unit: .frequency,
            low: seconds,
            high: seconds,
            text: tokens.text,
            isInMonths: unit == .months
        )
    }
}

extension Collection<TextToken> {
    /// The tokens as text, with the blanks between them.
    var text: String {
        reduce(into: "") { text, token in
            if token.kind == .lineEnd { return }
            if !token.isAttached, !text.isEmpty { text += " " }
            text += token.written
        }
    }
}
