import Foundation

/// Normalises a text to the form in which the vocabulary is written.
///
/// First it replaces characters by the model's own map: full-width by half-width forms, compatibility forms, control
/// characters by nothing, white space of all kinds by a space. Then it reduces a run of spaces to one, adds a space in
/// front, and writes every space as U+2581. The map cannot contain U+0000, because the reference keeps texts as C
/// strings and stops at the first one. Here U+0000 is treated like every other control character, and the text after it
/// is kept.
struct TextNormalizer: Sendable {
    private static let pageBits = 8
    private static let pageMask = (1 << pageBits) - 1
    /// The position of an empty replacement in `replacements`.
    private static let nothing: UInt32 = 1
    /// U+2581 in UTF-8, which SentencePiece writes for a space.
    fileprivate static let space: [UInt8] = [0xE2, 0x96, 0x81]

    /// The page of 256 entries for each scalar >> 8; 0 for none.
    private let pages: [UInt8]
    /// For each scalar of a page, the start of its replacement in `replacements`; 0 if it is not replaced.
    private let entries: [UInt32]
    /// All replacements: a length in bytes, then UTF-8.
    private let replacements: [UInt8]

    init(_ file: ModelFile) throws(ModelFileFault) {
        var reader = ByteReader(file.bytes)
        _ = try reader.skip(file.normalization.lowerBound)
        var pages = [UInt8](repeating: 0, count: 0x110000 >> Self.pageBits)
        var entries = [UInt32](repeating: 0, count: 1 << Self.pageBits)
        var replacements: [UInt8] = [0, 0]
        for _ in 0..<max(0, file.normalizationCount) {
            let scalar = try reader.uint32()
            let replacement = try Self.replacement(&reader)
            guard scalar < 0x110000, reader.position <= file.normalization.upperBound else { throw Self.damage }
            let page = scalar >> Self.pageBits
            if pages[page] == 0 {
                guard let next = UInt8(exactly: entries.count >> Self.pageBits) else { throw Self.damage }
                pages[page] = next
                entries.append(contentsOf: repeatElement(0, count: 1 << Self.pageBits))
            }
            entries[Int(pages[page]) << Self.pageBits | scalar & Self.pageMask] = UInt32(replacements.count)
            replacements.append(UInt8(replacement.count))
            replacements.append(contentsOf: replacement)
        }
        if pages[0] != 0 { entries[Int(pages[0]) << Self.pageBits] = Self.nothing }
        self.pages = pages
        self.entries = entries
        self.replacements = replacements
    }

    /// Returns the UTF-8 bytes that are split into pieces. They are never empty.
    func normalize(_ text: String) -> [UInt8] {
        var text = text
        return text.withUTF8 { source in
            var output = Output(capacity: source.count + source.count / 8 + 16)
            var index = 0
            while index < source.count {
                let (scalar, length) = Self.scalar(at: index, in: source)
                let entry = entries[Int(pages[scalar >> Self.pageBits]) << Self.pageBits | scalar & Self.pageMask]
                if entry == 0 {
                    for offset in 0..<length { output.append(source[index + offset]) }
                } else {
                    let start = Int(entry) + 1
                    for at in start..<(start + Int(replacements[start - 1])) { output.append(replacements[at]) }
                }
                index += length
            }
            output.finish()
            return output.bytes
        }
    }

    /// A buffer of UTF-8 that applies the rules for spaces.
    private struct Output {
        private(set) var bytes: [UInt8] = []
        private var endsInSpace = false

        init(capacity: Int) { bytes.reserveCapacity(capacity) }

        @inline(__always)
        mutating func append(_ byte: UInt8) {
            let isSpace = byte == UInt8(ascii: " ")
            if isSpace ? !endsInSpace : bytes.isEmpty { bytes.append(contentsOf: TextNormalizer.space) }
            if !isSpace { bytes.append(byte) }
            endsInSpace = isSpace
        }

        mutating func finish() {
            if bytes.isEmpty { bytes.append(contentsOf: TextNormalizer.space) }
        }
    }

    /// Returns the scalar at `index` and its length in bytes. `source` must be valid UTF-8, as that of a String is.
    @inline(__always)
    private static func scalar(at index: Int, in source: UnsafeBufferPointer<UInt8>) -> (Int, Int) {
        let lead = Int(source[index])
        if lead < 0x80 { return (lead, 1) }
        let second = Int(source[index + 1] & 0x3F)
        if lead < 0xE0 { return ((lead & 0x1F) << 6 | second, 2) }
        let third = Int(source[index + 2] & 0x3F)
        if lead < 0xF0 { return ((lead & 0x0F) << 12 | second << 6 | third, 3) }
        return ((lead & 0x07) << 18 | second << 12 | third << 6 | Int(source[index + 3] & 0x3F), 4)
    }

    private static var damage: ModelFileFault { .damaged("the normalisation map") }

    /// Reads one replacement: the number of scalars, then the scalars.
    private static func replacement(_ reader: inout ByteReader) throws(ModelFileFault) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<(try reader.uint8()) {
            guard let scalar = Unicode.Scalar(UInt32(try reader.uint32())) else { throw damage }
            bytes.append(contentsOf: Array(String(Character(scalar)).utf8))
        }
        guard bytes.count <= UInt8.max else { throw damage }
        return bytes
    }
}
