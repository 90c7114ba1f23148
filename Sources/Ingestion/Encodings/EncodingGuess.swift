import Foundation

/// A guess at the encoding of bytes that are not UTF-8. Of all decodings, only the right one is full of common
/// characters.
struct EncodingGuess {
    /// The encoding, or nil if none is certain.
    let encoding: TextEncoding?
    /// Possible encodings, the most likely first, for the message if none is certain.
    let candidates: [TextEncoding]

    /// Guesses the encoding of `bytes`. A `declared` encoding is accepted unless the evidence contradicts it.
    init(of bytes: Data, declared: TextEncoding? = nil) {
        let lines = Self.sample(of: bytes)
        let evidence = TextEncoding.allCases.compactMap { encoding in
            encoding.isUTF16 ? Self.evidence(of: bytes, as: encoding) : EncodingEvidence(of: lines, as: encoding)
        }.sorted { $0.sum > $1.sum }
        let best = evidence.first.flatMap { first in
            let lead = evidence.count > 1 ? first.sum - evidence[1].sum : .max
            return lead >= Self.requiredLead && first.mean >= Self.leastMean(of: first.encoding) ? first : nil
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

    /// Lead that the best encoding needs over the second: about 20 to 1.
    private static let requiredLead = 3

    private static func leastMean(of encoding: TextEncoding) -> Double { encoding == .windows1252 ? 1 : 0.6 }

    /// Returns the byte order of UTF-16 without a byte order mark, or nil if the bytes are not text in it.
    static func utf16(of bytes: Data) -> TextEncoding? {
        let evidence = [TextEncoding.utf16LittleEndian, .utf16BigEndian].compactMap { Self.evidence(of: bytes, as: $0) }
        return evidence.filter { $0.mean >= 1 }.max { $0.sum < $1.sum }?.encoding
    }

    /// Returns whether text that happens to be valid UTF-8 is GB18030: some pairs of bytes, such as those of 一, are
    /// valid in both. UTF-8 that shows Chinese has longer scalars.
    static func isAccidentalUTF8(_ text: String, _ bytes: Data) -> Bool {
        guard bytes.count <= sampleSize, text.unicodeScalars.contains(where: { $0.value >= 0x180 }),
            text.unicodeScalars.allSatisfy({ $0.value < 0x800 }),
            let evidence = EncodingEvidence(of: [bytes], as: .gb18030)
        else { return false }
        return evidence.mean >= 2 && evidence.sum >= 4
    }

    /// Returns the first line, counted from 1, that is certainly UTF-8 among lines in another encoding, or nil.
    static func lineOfUTF8(in bytes: Data) -> Int? {
        for (number, line) in bytes.split(separator: .lineFeed, omittingEmptySubsequences: false).enumerated()
        where line.contains(where: { $0 >= 0xE0 }) {
            guard let text = TextDecoder.utf8(line) else { continue }
            if text.unicodeScalars.count(where: { $0.value >= 0x800 }) > 1 { return number + 1 }
        }
        return nil
    }

    /// Returns the first line, counted from 1, that cannot be decoded.
    static func firstWrongLine(in bytes: Data, as encoding: TextEncoding) -> Int {
        let lines = bytes.split(separator: .lineFeed, omittingEmptySubsequences: false)
        return (lines.firstIndex { encoding.decode($0) == nil } ?? 0) + 1
    }

    /// Number of bytes that the guess examines.
    private static let sampleSize = 16_384

    private static func evidence(of bytes: Data, as encoding: TextEncoding) -> EncodingEvidence? {
        guard bytes.count.isMultiple(of: 2) else { return nil }
        let head = bytes.prefix(sampleSize)
        // The sample may end in the middle of a surrogate pair.
        return EncodingEvidence(of: [head], as: encoding) ?? EncodingEvidence(of: [head.dropLast(2)], as: encoding)
    }

    /// Returns the first lines that contain more than ASCII.
    private static func sample(of bytes: Data) -> [Data] {
        var lines: [Data] = []
        var room = sampleSize
        var rest = bytes
        while room > 0, let first = rest.firstIndex(where: { $0 >= 0x80 }) {
            let start = rest[..<first].lastIndex(of: .lineFeed).map { $0 + 1 } ?? rest.startIndex
            let end = rest[first...].firstIndex(of: .lineFeed) ?? rest.endIndex
            // A line that is too long is cut at a byte below those of second bytes, where no character continues.
            let cut = start + room < end ? rest[(start + room)..<end].firstIndex { $0 < 0x30 } ?? end : end
            lines.append(rest[start..<cut])
            room -= cut - start
            rest = rest[end...]
        }
        return lines
    }
}
