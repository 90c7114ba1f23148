import Lexicon

/// Reads quantities: numbers with what they count.
extension FactScanner {
    /// Adds the fact of the number `value`, which begins at the token `start` and ends at the current one.
    mutating func quantity(_ value: Double, from start: Int, isWord: Bool) {
        var value = value
        if let next = token(), next.isHan, let scale = ["万": 1e4, "亿": 1e8, "千": 1e3, "百": 1e2][next.text], !isWord {
            value *= scale
            place += 1
        }
        if clock(value, from: start) || date(value, from: start) { return }
        if let sign = start > 0 ? UnitWords.currency(tokens[start - 1].text) : nil {
            if UnitWords.latin(token()?.text ?? "")?.unit == sign { place += 1 }
            return add(.quantity(value, sign), from: start - 1)
        }
        if let (unit, factor) = unit() {
            return add(.quantity(Self.rounded(value * factor), unit), from: start, isDemanding: !(isWord && value == 1))
        }
        if discount(value, from: start) { return }
        // A number in words without a unit is rarely a quantity, and `one` never is: `三方`, `one of them`.
        let range = rangeUnit(from: start)
        let isLoose = isWord && (value <= 1 || tokens[start].isHan && place - start == 1)
        // `三到五天` takes the unit of its other end.
        guard !isLoose || range != nil else { return }
        if tokens[start].number != nil, ordinalLength() > 0 { place += 1 }
        add(.quantity(Self.rounded(value * (range?.factor ?? 1)), range?.unit), from: start)
    }

    /// Reads a Chinese discount: `95 折` is 5% off. Returns whether there is one.
    private mutating func discount(_ value: Double, from start: Int) -> Bool {
        guard token()?.text == "折", value > 0, value < 100 else { return false }
        place += 1
        add(.quantity(Self.rounded(100 - (value > 10 ? value : value * 10)), .percent), from: start)
        return true
    }

    static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }

    /// Reads the unit at the current token; nil, and nothing read, if there is none.
    mutating func unit() -> UnitWords.Entry? {
        guard let next = token() else { return nil }
        let start = place
        if next.text == "‰" {
            place += 1
            return (.percent, 0.1)
        }
        if next.text == "%" {
            place += 1
            return (.percent, 1)
        }
        if next.text == "°" {
            place += token(1)?.text == "c" ? 2 : 1
            return (.measure("°"), 1)
        }
        if next.text == "-", token(1)?.kind == .word { place += 1 }
        var words = 0
        while let word = token(), word.kind == .word, words < 3 {
            words += 1
            if UnitWords.workingWords.contains(word.text), token(1)?.text.hasPrefix("day") == true {
                place += 2
                return (.businessDays, 1)
            }
            if let entry = UnitWords.latin(word.text) {
                place += 1
                if word.text.hasPrefix("year"), let length = ageLength() {
                    place += length
                    return (.measure("age"), 1)
                }
                return entry
            }
            guard UnitWords.fillers.contains(word.text) else { break }
            place += 1
        }
        if words == 0 {
            var skipped = place
            if let filler = token()?.text, ["多", "来", "余", "几"].contains(filler) { skipped += 1 }
            if skipped < tokens.count, tokens[skipped].text == "个", skipped + 1 < tokens.count,
                let entry = UnitWords.chinese(characters(from: skipped + 1)), entry.entry.unit != .count,
                entry.length > 1
            {
                place = skipped + 1 + entry.length
                return entry.entry
            }
            if let (entry, length) = UnitWords.chinese(characters(from: skipped)) {
                place = skipped + length
                return entry
            }
        }
        place = start
        return nil
    }

    /// Returns the number of tokens in `old` or `of age` behind `years`; nil if neither stands there.
    private func ageLength() -> Int? {
        token()?.text == "old" ? 1 : token()?.text == "of" && token(1)?.text == "age" ? 2 : nil
    }

    /// Returns up to five Han characters from the token `index` on: no unit is longer.
    func characters(from index: Int) -> [Unicode.Scalar] {
        tokens[min(index, tokens.count)...].prefix(5).prefix { $0.isHan }.map(\.scalar)
    }

    /// Returns the unit of a number without one from the other end of its range: `3 到 5 天`, `¥50–800`.
    private func rangeUnit(from start: Int) -> UnitWords.Entry? {
        if let last, last.end < start, start - last.end <= 2, tokens[last.end..<start].allSatisfy(\.joinsRange),
            case .quantity(_, let unit?) = last.fact, Self.isMoney(unit)
        {
            return (unit, 1)
        }
        var probe = self
        guard probe.token()?.joinsRange == true else { return nil }
        probe.place += 1
        if probe.token()?.joinsRange == true { probe.place += 1 }
        let isNumber: Bool
        if probe.token()?.number != nil {
            probe.place += 1
            isNumber = true
        } else if let han = Numeral.chinese(probe.characters(from: probe.place)) {
            probe.place += han.length
            isNumber = true
        } else if let (_, length) = Numeral.english(probe.words(from: probe.place)) {
            probe.place += length
            isNumber = true
        } else {
            isNumber = false
        }
        return isNumber ? probe.unit() : nil
    }

    private static func isMoney(_ unit: QuantityUnit) -> Bool { if case .money = unit { true } else { false } }

    /// Returns up to eight Latin words from the token `index` on.
    func words(from index: Int) -> [String] {
        tokens[min(index, tokens.count)...].prefix(8).prefix { $0.kind == .word }.map(\.text)
    }

    func ordinalLength() -> Int {
        guard let next = token(), next.isAttached, ["st", "nd", "rd", "th"].contains(next.text) else { return 0 }
        return 1
    }
}
