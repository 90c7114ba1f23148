/// The numerals of the formats `[DBNum1]` to `[DBNum3]`.
enum ChineseNumerals: Int, Sendable, Hashable {
    /// 一千二百
    case lower = 1
    /// 壹仟贰佰, as on cheques.
    case financial
    /// １２００
    case fullWidth
    /// 一千二百 with the units of Taiwan and Hong Kong.
    case lowerTraditional
    case financialTraditional

    /// Finds the numerals of the highest byte of a language identifier ("Number shapes" of Excel).
    init?(identifier: Int) {
        switch identifier {
        case 0x1B, 0x1E: self = .lower
        case 0x1C, 0x1F: self = .financial
        case 0x1D, 0x20, 0x23: self = .fullWidth
        case 0x21: self = .lowerTraditional
        case 0x22: self = .financialTraditional
        default: return nil
        }
    }

    /// The form of Taiwan and Hong Kong.
    var traditional: ChineseNumerals {
        switch self {
        case .lower: .lowerTraditional
        case .financial: .financialTraditional
        default: self
        }
    }

    /// The sign of negative numbers.
    var minus: String {
        switch self {
        case .financial: "负"
        case .financialTraditional: "負"
        default: "－"
        }
    }

    /// The decimal point.
    var point: String {
        switch self {
        case .financial: "点"
        case .financialTraditional: "點"
        default: "．"
        }
    }

    /// Digits from 0, then the units ten, hundred, thousand, ten thousand, hundred million, million millions.
    private var characters: [Character] {
        switch self {
        case .lower: Array("〇一二三四五六七八九十百千万亿兆")
        case .lowerTraditional: Array("〇一二三四五六七八九十百千萬億兆")
        case .financial: Array("零壹贰叁肆伍陆柒捌玖拾佰仟万亿兆")
        case .financialTraditional: Array("零壹貳參肆伍陸柒捌玖拾佰仟萬億兆")
        case .fullWidth: Array("０１２３４５６７８９")
        }
    }

    /// Returns one digit.
    func digit(_ digit: String) -> String {
        guard let value = Int(digit), (0..<10).contains(value) else { return digit }
        return String(characters[value])
    }

    /// Returns a number of a date or a time: 十二, not 一十二.
    func clock(_ number: Int) -> String {
        let text = text("\(number)")
        return self != .fullWidth && (10..<20).contains(number) ? String(text.dropFirst()) : text
    }

    /// Returns a number that is written with ASCII digits and perhaps a point.
    func text(_ number: String) -> String {
        guard self != .fullWidth, number.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || $0 >= UInt8(ascii: "0") }) else {
            return number.map { $0 == "." ? point : digit(String($0)) }.joined()
        }
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        let whole = parts.first.map { Array($0.utf8).map { Int($0) - 48 } } ?? []
        guard whole.count <= 16, whole.allSatisfy({ (0..<10).contains($0) }) else { return number }
        let fraction = parts.dropFirst().first.map { point + $0.map { digit(String($0)) }.joined() } ?? ""
        return self.whole(whole) + fraction
    }

    /// Returns a whole number in groups of four digits with units; a gap of zeros is read as one.
    private func whole(_ digits: [Int]) -> String {
        let characters = characters
        var text = ""
        var hasGap = false
        var groupHasDigit = false
        for (index, digit) in digits.enumerated() {
            let place = digits.count - 1 - index
            if digit == 0 {
                hasGap = !text.isEmpty
            } else {
                if hasGap { text.append(characters[0]) }
                hasGap = false
                groupHasDigit = true
                text.append(characters[digit])
                if place % 4 > 0 { text.append(characters[9 + place % 4]) }
            }
            if place.isMultiple(of: 4), place > 0 {
                if groupHasDigit { text.append(characters[12 + place / 4]) }
                groupHasDigit = false
            }
        }
        return text.isEmpty ? String(characters[0]) : text
    }
}
