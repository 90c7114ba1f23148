extension NumberSection {
    /// Returns a number as a fraction: `3 1/4`, or `13/4` if the format has no place for whole numbers.
    func fraction(_ value: Double, isSigned: Bool) -> String {
        guard let line = tokens.firstIndex(where: { if case .slash = $0 { true } else { false } }), value < 1e12,
            case .slash(let fixed) = tokens[line]
        else { return (isSigned ? "-" : "") + DecimalDigits(value).general }
        var start = line
        while start > 0, tokens[start - 1].isPlaceholder { start -= 1 }
        var end = line + 1
        while end < tokens.count, tokens[end].isPlaceholder { end += 1 }
        let hasWhole = placeholders(in: 0..<start) > 0
        let below = fixed ?? Self.most(end - line - 1)
        var whole = hasWhole ? value.rounded(.down) : 0
        var (above, under) = Self.nearest(to: value - whole, below: below, isFixed: fixed != nil)
        if hasWhole, above == under {
            whole += 1
            above = 0
        }
        let isEmpty = hasWhole && above == 0 && tokens[start] != .digit(UInt8(ascii: "0"))
        let digits = DecimalDigits(whole)
        var text = isSigned && (whole > 0 || above > 0) ? "-" : ""
        if isEmpty, whole == 0 {
            text += "0"
        } else {
            text += Self.fill(tokens[..<start], point: start, digits, isGrouped: isGrouped, numerals: nil)
        }
        if isEmpty {
            // The fraction leaves a gap.
            text += String(repeating: " ", count: end - start)
            under = 1
        } else {
            let numerator = "\(above)"
            let gap = tokens[start] == .digit(UInt8(ascii: "?")) ? line - start - numerator.count : 0
            text += String(repeating: " ", count: max(gap, 0)) + numerator + "/\(under)"
            text += String(repeating: " ", count: max(end - line - 1 - "\(under)".count, 0))
        }
        return tokens[end...].reduce(into: text) { if case .literal(let literal) = $1 { $0 += literal } }
    }

    /// Returns the largest denominator with a number of digits.
    private static func most(_ digits: Int) -> Int {
        (0..<min(max(digits, 1), 6)).reduce(1) { most, _ in most * 10 } - 1
    }

    /// Returns the fraction nearest to a number with a denominator of at most `most`, by continued fractions (Khinchin,
    /// "Continued Fractions", theorem 15, with semiconvergents).
    private static func nearest(to value: Double, below most: Int, isFixed: Bool) -> (above: Int, under: Int) {
        if isFixed { return (Int((value * Double(most)).rounded()), most) }
        let whole = Int(value.rounded(.down))
        var number = Int(((value - Double(whole)) * 1e12).rounded())
        var unit = 1_000_000_000_000
        // The two last convergents.
        var (before, last) = ((above: 0, under: 1), (above: 1, under: 0))
        while true {
            let (part, remainder) = number.quotientAndRemainder(dividingBy: unit)
            let under = before.under + part * last.under
            if under > most {
                let rest = last.under > 0 ? (most - before.under) / last.under : 0
                let middle = (above: before.above + rest * last.above, under: before.under + rest * last.under)
                let exact = value - Double(whole)
                func error(_ pair: (above: Int, under: Int)) -> Double {
                    pair.under == 0 ? .infinity : abs(Double(pair.above) / Double(pair.under) - exact)
                }
                let best = error(last) <= error(middle) ? last : middle
                return (best.above + whole * best.under, best.under)
            }
            (before, last) = (last, (before.above + part * last.above, under))
            guard remainder != 0 else { return (last.above + whole * last.under, last.under) }
            (number, unit) = (unit, remainder)
        }
    }
}
