import Foundation

/// Which encoding bytes are in that are not UTF-8, told by what people write: of all decodings, only the right one is full of
/// common characters.
struct EncodingGuess {
    /// nil where no encoding is beyond doubt.
    let encoding: TextEncoding?
    /// Those that it may be, the likeliest first, where none is beyond doubt.
    let candidates: [TextEncoding]

    /// A `declared` encoding needs no proof, only that nothing speaks against it.
    init(of bytes: Data, declared: TextEncoding? = nil) {
        let lines = Self.sample(of: bytes)
        let evidence = TextEncoding.allCases.compactMap { encoding in
            encoding.isUTF16 ? Self.evidence(of: bytes, as: encoding) : EncodingEvidence(of: lines, as: encoding)
        }.sorted { $0.sum > $1.sum }
        let best = evidence.first.flatMap { first in
            let lead = evidence.count > 1 ? first.sum - evidence[1].sum : .max
            return lead >= Self.surelead && first.mean >= Self.leastMean(of: first.encoding) ? first : nil
        }
        candidates = evidence.filter { $0.mean >= Self.leastMean(of: $0.encoding) }.map(\.encoding)
        if let declared = evidence.first(where: { $0.encoding == declared }) {
            let isBorneOut = declared.encoding == .windows1252 ? declared.sum > 0 : declared.mean > 0
            encoding =
                isBorneOut && best.map({ $0.sum <= declared.sum * 2 }) ?? true ? declared.encoding : best?.encoding
        } else {
            encoding = best?.encoding
        }
    }

    /// By how much the best must be ahead: about 20 to 1.
    private static let surelead = 3

    private static func leastMean(of encoding: TextEncoding) -> Double { encoding == .windows1252 ? 1 : 0.6 }

    /// Which UTF-16 bytes without a mark are in, zero bytes among them; nil where they are no text.
    static func utf16(of bytes: Data) -> TextEncoding? {
        let evidence = [TextEncoding.utf16LittleEndian, .utf16BigEndian].compactMap { Self.evidence(of: bytes, as: $0) }
        return evidence.filter { $0.mean >= 1 }.max { $0.sum < $1.sum }?.encoding
    }

    /// Whether a text that happens to be valid UTF-8 is GB18030: some pairs of bytes, such as those of 一, are both. UTF-8
    /// that shows Chinese has longer scalars.
    static func isAccidentalUTF8(_ text: String, _ bytes: Data) -> Bool {
        guard bytes.count <= sampleSize, text.unicodeScalars.contains(where: { $0.value >= 0x180 }),
            text.unicodeScalars.allSatisfy({ $0.value < 0x800 }),
            let evidence = EncodingEvidence(of: [bytes], as: .gb18030)
        else { return false }
        return evidence.mean >= 2 && evidence.sum >= 4
    }

    /// The first line, from 1, that is UTF-8 beyond doubt, among lines that are something else; nil where there is none.
    static func lineOfUTF8(in bytes: Data) -> Int? {
        for (number, line) in bytes.split(separator: .lineFeed, omittingEmptySubsequences: false).enumerated()
        where line.contains(where: { $0 >= 0xE0 }) {
            guard let text = TextDecoder.utf8(line) else { continue }
            if text.unicodeScalars.count(where: { $0.value >= 0x800 }) > 1 { return number + 1 }
        }
        return nil
    }

    /// The first line, from 1, that cannot be decoded.
    static func firstWrongLine(in bytes: Data, as encoding: TextEncoding) -> Int {
        let lines = bytes.split(separator: .lineFeed, omittingEmptySubsequences: false)
        return (lines.firstIndex { encoding.decode($0) == nil } ?? 0) + 1
    }

    /// Bytes that are looked at.
    private static let sampleSize = 16_384

    private static func evidence(of bytes: Data, as encoding: TextEncoding) -> EncodingEvidence? {
        guard bytes.count.isMultiple(of: 2) else { return nil }
        let head = bytes.prefix(sampleSize)
        // The sample may end in the middle of a surrogate pair.
        return EncodingEvidence(of: [head], as: encoding) ?? EncodingEvidence(of: [head.dropLast(2)], as: encoding)
    }

    /// The first lines that have more than ASCII.
    private static func sample(of bytes: Data) -> [Data] {
        var lines: [Data] = []
        var room = sampleSize
        var rest = bytes
        while room > 0, let first = rest.firstIndex(where: { $0 >= 0x80 }) {
            let start = rest[..<first].lastIndex(of: .lineFeed).map { $0 + 1 } ?? rest.startIndex
            let end = rest[first...].firstIndex(of: .lineFeed) ?? rest.endIndex
            // In a line that is too long, no character reaches over a byte below those of second bytes.
            let cut = start + room < end ? rest[(start + room)..<end].firstIndex { $0 < 0x30 } ?? end : end
            lines.append(rest[start..<cut])
            room -= cut - start
            rest = rest[end...]
        }
        return lines
    }
}
