/// One to four Han characters of the Basic Multilingual Plane in one number, as the key of large tables.
struct HanWord: Hashable, Comparable {
    /// The UTF-16 code units, the first one highest; 0 for no word.
    let code: UInt64

    /// The most characters of a word.
    static let longest = 4

    private init(code: UInt64) { self.code = code }

    /// Creates a word from 1 to 4 code units.
    init(_ units: some Sequence<UInt16>) { code = units.reduce(0) { $0 << 16 | UInt64($1) } }

    /// Creates a word from text; nil unless it consists of 1 to 4 Han characters.
    init?(_ text: String) {
        let units = text.utf16
        guard (1...Self.longest).contains(units.count), units.allSatisfy(Self.isHan) else { return nil }
        self.init(units)
    }

    /// The number of characters.
    var count: Int { (64 - code.leadingZeroBitCount + 15) / 16 }
    /// The first character.
    var first: UInt16 { UInt16(truncatingIfNeeded: code >> UInt64(max(0, count - 1) * 16)) }
    /// The last character.
    var last: UInt16 { UInt16(truncatingIfNeeded: code) }
    /// The characters in order.
    var units: [UInt16] { (0..<count).reversed().map { UInt16(truncatingIfNeeded: code >> UInt64($0 * 16)) } }
    /// The word as text.
    var text: String { String(decoding: units, as: UTF16.self) }

    /// Returns the word followed by `other`; both together have at most four characters.
    func joined(with other: HanWord) -> HanWord { HanWord(code: code << UInt64(other.count * 16) | other.code) }

    /// Returns whether `other` is a part of this word.
    func contains(_ other: HanWord) -> Bool {
        let mask = other.count == Self.longest ? UInt64.max : (1 << UInt64(other.count * 16)) - 1
        return other.count <= count
            && (0...(count - other.count)).contains { code >> UInt64($0 * 16) & mask == other.code }
    }

    static func < (a: HanWord, b: HanWord) -> Bool { a.code < b.code }

    /// Returns whether a code unit is a unified ideograph.
    static func isHan(_ unit: UInt16) -> Bool { (0x4E00...0x9FFF).contains(unit) || (0x3400...0x4DBF).contains(unit) }
}
