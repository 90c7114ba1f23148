extension NumberSection {
    /// Returns a number without an exponent.
    func number(_ digits: DecimalDigits, isSigned: Bool) -> String {
        let point = tokens.firstIndex(of: .point) ?? tokens.count
        let scaled = digits.shifted(by: scale).rounded(places: min(placeholders(in: point..<tokens.count), 30))
        guard placeholders(in: 0..<tokens.count) > 0 else { return filled(scaled, point: point) }
        return sign(isSigned && !scaled.isZero) + filled(scaled, point: point)
    }

    /// Returns a number with an exponent, which is a multiple of the number of placeholders before the point.
    func scientific(_ digits: DecimalDigits, isSigned: Bool) -> String {
        let end = tokens.firstIndex { if case .exponent = $0 { true } else { false } } ?? tokens.count
        let point = tokens[..<end].firstIndex(of: .point) ?? end
        let places = min(placeholders(in: point..<end), 30)
        let step = max(placeholders(in: 0..<point), 1)
        let scaled = digits.shifted(by: scale)
        func exponent(_ digits: DecimalDigits) -> Int {
            Int((Double(digits.exponent) / Double(step)).rounded(.down)) * step
        }
        var power = exponent(scaled)
        var mantissa = scaled.shifted(by: -power).rounded(places: places)
        // Rounding may add a digit: 9.99 becomes 10.0.
        if mantissa.exponent >= step, !mantissa.isZero {
            power += step
            mantissa = scaled.shifted(by: -power).rounded(places: places)
        }
        let head = Self.fill(tokens[..<end], point: point, mantissa, isGrouped: false, numerals: numerals)
        return (isSigned && !scaled.isZero ? "-" : "") + head + tail(from: end, power: power)
    }

    /// Returns the exponent and the text behind it.
    private func tail(from start: Int, power: Int) -> String {
        var text = ""
        var size = Array("\(abs(power))".utf8)
        let width = placeholders(in: start..<tokens.count)
        size.insert(contentsOf: Array(repeating: UInt8(ascii: "0"), count: max(width - size.count, 0)), at: 0)
        var isDone = false
        for token in tokens[start...] {
            switch token {
            case .exponent(let showsPlus): text += "E" + (power < 0 ? "-" : showsPlus ? "+" : "")
            case .digit where !isDone:
                text += String(decoding: size, as: UTF8.self)
                isDone = true
            case .literal(let literal): text += literal
            default: continue
            }
        }
        return text
    }

    /// Returns the sign of a negative number; Chinese numerals have their own.
    private func sign(_ isNegative: Bool) -> String { isNegative ? numerals?.minus ?? "-" : "" }

    /// Returns the number of placeholders.
    func placeholders(in range: Range<Int>) -> Int {
        tokens[range].count { if case .digit = $0 { true } else { false } }
    }

    private func filled(_ digits: DecimalDigits, point: Int) -> String {
        Self.fill(tokens[...], point: point, digits, isGrouped: isGrouped, numerals: numerals)
    }

    /// Fills the placeholders of `tokens` with digits: before the point from the right, behind it from the left.
    static func fill(
        _ tokens: ArraySlice<NumberToken>,
        point: Int,
        _ digits: DecimalDigits,
        isGrouped: Bool,
        numerals: ChineseNumerals?
    ) -> String {
        let head = whole(tokens[..<min(point, tokens.endIndex)], digits.whole, isGrouped: isGrouped, numerals: numerals)
        guard point < tokens.endIndex else { return head }
        return head + fraction(tokens[(point + 1)...], digits, numerals: numerals)
    }

    private static func whole(
        _ tokens: ArraySlice<NumberToken>,
        _ digits: [UInt8],
        isGrouped: Bool,
        numerals: ChineseNumerals?
    ) -> String {
        let first = tokens.firstIndex { if case .digit = $0 { true } else { false } }
        if let numerals, let first, numerals != .fullWidth {
            let literals = tokens.filter { if case .literal = $0 { true } else { false } }
            let shown = numerals.text(digits.isEmpty ? "0" : String(decoding: digits, as: UTF8.self))
            guard literals.count + tokens.count(where: { $0.isPlaceholder }) == tokens.count else { return shown }
            return tokens.indices.reduce(into: "") { text, index in
                if index == first { text += shown }
                if case .literal(let literal) = tokens[index] { text += literal }
            }
        }
        // Pieces from the last to the first.
        var pieces: [String] = []
        var left = digits.count
        var count = 0
        func add(_ byte: UInt8) {
            if isGrouped, count > 0, count.isMultiple(of: 3) { pieces.append(byte == UInt8(ascii: " ") ? " " : ",") }
            let digit = String(UnicodeScalar(byte))
            pieces.append(byte == UInt8(ascii: " ") ? digit : numerals?.text(digit) ?? digit)
            count += 1
        }
        for index in tokens.indices.reversed() {
            switch tokens[index] {
            case .digit(let kind):
                if left > 0 {
                    left -= 1
                    add(digits[left])
                } else if kind != UInt8(ascii: "#") {
                    add(kind == UInt8(ascii: "0") ? kind : UInt8(ascii: " "))
                }
                guard index == first else { continue }
                while left > 0 {
                    left -= 1
                    add(digits[left])
                }
            case .literal(let text): pieces.append(text)
            default: continue
            }
        }
        // A number below 1 with a point as the first placeholder has no digits here.
        if first == nil, left > 0 { pieces.append(String(decoding: digits, as: UTF8.self)) }
        return pieces.reversed().joined()
    }

    /// Returns the point and the digits behind it; no point if none of them is shown.
    private static func fraction(
        _ tokens: ArraySlice<NumberToken>,
        _ digits: DecimalDigits,
        numerals: ChineseNumerals?
    ) -> String {
        let places = min(tokens.count { $0.isPlaceholder }, 30)
        let bytes = digits.fraction(places: places)
        let shown = bytes.lastIndex { $0 != UInt8(ascii: "0") }.map { $0 + 1 } ?? 0
        var text = ""
        var place = 0
        var hasDigit = false
        for token in tokens {
            switch token {
            case .digit(let kind):
                defer { place += 1 }
                guard place < places else { continue }
                if place < shown || kind == UInt8(ascii: "0") {
                    let digit = String(UnicodeScalar(bytes[place]))
                    text += numerals?.digit(digit) ?? digit
                    hasDigit = true
                } else if kind == UInt8(ascii: "?") {
                    text += " "
                }
            case .literal(let literal): text += literal
            case .point: text += "."
            default: continue
            }
        }
        return (hasDigit ? numerals?.point ?? "." : "") + text
    }
}

extension NumberToken {
    var isPlaceholder: Bool { if case .digit = self { true } else { false } }
}
