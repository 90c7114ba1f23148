/// The decimal digits of a number, without its sign: 15 significant ones, the precision of spreadsheets.
struct DecimalDigits: Sendable, Hashable {
    /// Digits from 0 to 9 without zeros at either end; empty for zero.
    private var digits: [UInt8] = []
    /// Number of digits before the decimal point; negative if zeros follow it.
    private var wholeCount = 0
    private var isNegative = false

    private static let precision = 15

    /// Creates the digits of a finite number.
    init(_ value: Double) {
        isNegative = value < 0
        guard value != 0, value.isFinite else { return }
        var exponent = 0
        var sawPoint = false
        var text = abs(value).description.utf8[...]
        while let byte = text.popFirst() {
            switch byte {
            case UInt8(ascii: "."): sawPoint = true
            case UInt8(ascii: "e"):
                exponent = Int(String(decoding: text, as: UTF8.self)) ?? 0
                text = text[text.endIndex...]
            default:
                digits.append(byte - UInt8(ascii: "0"))
                if !sawPoint { wholeCount += 1 }
            }
        }
        let zeros = digits.prefix { $0 == 0 }.count
        digits.removeFirst(zeros)
        wholeCount += exponent - zeros
        round(toCount: Self.precision)
    }

    var isZero: Bool { digits.isEmpty }

    /// Exponent of the first digit: 3 for 1234, -2 for 0.05.
    var exponent: Int { digits.isEmpty ? 0 : wholeCount - 1 }

    /// Returns the number multiplied by a power of ten.
    func shifted(by power: Int) -> DecimalDigits {
        var shifted = self
        if !digits.isEmpty { shifted.wholeCount += power }
        return shifted
    }

    /// Returns the number rounded half away from zero to digits after the decimal point.
    func rounded(places: Int) -> DecimalDigits {
        var rounded = self
        rounded.round(toCount: wholeCount + places)
        return rounded
    }

    /// Digits before the decimal point as ASCII; empty for numbers below 1.
    var whole: [UInt8] {
        wholeCount <= 0 ? [] : (0..<wholeCount).map { ($0 < digits.count ? digits[$0] : 0) + UInt8(ascii: "0") }
    }

    /// Returns digits after the decimal point as ASCII, `places` of them.
    func fraction(places: Int) -> [UInt8] {
        (0..<places).map {
            let index = $0 + wholeCount
            return (digits.indices.contains(index) ? digits[index] : 0) + UInt8(ascii: "0")
        }
    }

    /// Number of digits after the decimal point.
    var places: Int { max(digits.count - wholeCount, 0) }

    /// All digits, with an exponent if there are many zeros: what a wide cell without a format shows.
    var general: String {
        guard !digits.isEmpty else { return "0" }
        let sign = isNegative ? "-" : ""
        guard (-5..<15).contains(exponent) else {
            let mantissa = shifted(by: -exponent)
            let size = abs(exponent)
            return sign + mantissa.plain + (exponent < 0 ? "E-" : "E+") + (size < 10 ? "0\(size)" : "\(size)")
        }
        return sign + plain
    }

    private var plain: String {
        let whole = whole
        var bytes = whole.isEmpty ? [UInt8(ascii: "0")] : whole
        if places > 0 { bytes += [UInt8(ascii: ".")] + fraction(places: places) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func round(toCount count: Int) {
        if count < digits.count {
            let goesUp = count >= 0 && digits[count] >= 5
            digits.removeLast(digits.count - max(count, 0))
            if goesUp {
                while digits.last == 9 { digits.removeLast() }
                if digits.isEmpty {
                    digits = [1]
                    wholeCount += 1
                    return
                }
                digits[digits.count - 1] += 1
            }
        }
        while digits.last == 0 { digits.removeLast() }
        if digits.isEmpty { wholeCount = 0 }
    }
}
