/// The places of private data in a text.
struct PrivateDataScan: Sendable {
    struct Finding: Sendable, Hashable {
        let kind: PrivateDataMask.Kind
        /// The place in Unicode scalars of the text.
        let range: Range<Int>
        /// A key that is equal for all spellings of the same number or address.
        let key: String
    }

    /// The findings in order of their place, without overlaps.
    let findings: [Finding]

    init(_ text: String) {
        let scalars = text.unicodeScalars.map(Self.foldingDigitsAndDashes)
        let addresses = AddressScan(scalars).findings
        // Digits inside an address are not a number.
        let numbers = NumberScan(scalars).findings.filter { number in
            !addresses.contains { $0.range.overlaps(number.range) }
        }
        findings = (addresses + numbers).sorted { $0.range.lowerBound < $1.range.lowerBound }
    }

    /// Returns the ASCII form of a full-width character, digit of any script, dash or space, `nothing` for an
    /// invisible character, and any other scalar unchanged. The number of scalars stays the same.
    private static func foldingDigitsAndDashes(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0..<0x80: return scalar
        case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
        case 0xA0, 0x2000...0x200A, 0x202F, 0x3000: return " "
        case 0x2010...0x2015, 0x2212: return "-"
        case 0x200B...0x200D, 0x2060, 0xFEFF, 0xAD: return Self.nothing
        default:
            guard scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue else {
                return scalar
            }
            return Unicode.Scalar(0x30 + UInt32(value)) ?? scalar
        }
    }

    /// The replacement of invisible characters.
    static let nothing: Unicode.Scalar = "\0"
}

extension Unicode.Scalar {
    var isASCIIDigit: Bool { value &- 0x30 < 10 }
    var isASCIILetter: Bool { (value | 0x20) &- 0x61 < 26 && value < 0x80 }
}
