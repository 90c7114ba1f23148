import Foundation
import RAGCore

/// Decodes the bytes of text files. If the encoding is not certain, it throws instead of guessing.
enum TextDecoder {
    /// Decodes by byte order mark, then as UTF-8, then as the `declared` encoding (an IANA name) if the evidence
    /// supports it, then as an encoding that is certain from the evidence. Drops the byte order mark.
    static func decode(_ bytes: Data, declared: String? = nil) throws(ReadingError) -> String {
        var text = try decodeAny(bytes, declared: declared)
        guard text.withUTF8({ $0.first(0, in: 0..<$0.count) }) == nil else {
            throw ReadingError("is not text: it contains NUL bytes")
        }
        return text.withBoundedCharacters()
    }

    /// Decodes the bytes of a table, in which a program may have left a few NUL characters. They are removed; `line` is
    /// that of the first one, or nil if there is none. Bytes with many of them are no text.
    static func decodeTable(_ bytes: Data) throws(ReadingError) -> (text: String, line: Int?) {
        guard let first = bytes.firstIndex(of: 0) else { return (try decode(bytes), nil) }
        // UTF-16 consists of such bytes.
        if let text = try? decode(bytes) { return (text, nil) }
        let kept = bytes.filter { $0 != 0 }
        let removed = bytes.count - kept.count
        guard removed <= 5 || removed * 100 <= bytes.count else { return (try decode(bytes), nil) }
        return (try decode(kept), bytes[..<first].count { $0 == .lineFeed } + 1)
    }

    /// Returns the note about NUL characters that were removed from a table.
    static func note(ofNULIn line: Int) -> String { "NUL characters were removed (first: line \(line))" }

    private static func decodeAny(_ bytes: Data, declared: String?) throws(ReadingError) -> String {
        if bytes.starts(with: [0xFF, 0xFE]) { return try marked(bytes.dropFirst(2), as: .utf16LittleEndian) }
        if bytes.starts(with: [0xFE, 0xFF]) { return try marked(bytes.dropFirst(2), as: .utf16BigEndian) }
        let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let body = isMarked ? bytes.dropFirst(3) : bytes
        if body.withUnsafeBytes({ bytes in bytes.bindMemory(to: UInt8.self).first(0, in: 0..<bytes.count) }) != nil {
            guard !isMarked, let text = EncodingGuess.utf16(of: body)?.decode(body) else {
                throw ReadingError("is not text: it contains NUL bytes")
            }
            return text
        }
        if let text = utf8(body), isMarked || !EncodingGuess.isAccidentalUTF8(text, body) { return text }
        guard !isMarked else {
            throw ReadingError("is not valid UTF-8 (first wrong byte in line \(UTF8Fault(in: body).line))")
        }
        return try guessed(body, declared: declared.flatMap(TextEncoding.init(label:)))
    }

    static func utf8(_ bytes: Data) -> String? {
        bytes.withUnsafeBytes { String(validating: $0.assumingMemoryBound(to: UInt8.self), as: UTF8.self) }
    }

    private static func marked(_ bytes: Data, as encoding: TextEncoding) throws(ReadingError) -> String {
        guard let text = encoding.decode(bytes) else { throw ReadingError("begins as UTF-16 but is not valid UTF-16") }
        return text
    }

    private static func guessed(_ bytes: Data, declared: TextEncoding?) throws(ReadingError) -> String {
        let guess = EncodingGuess(of: bytes, declared: declared)
        guard let encoding = guess.encoding else {
            let fault = "is not valid UTF-8 (first wrong byte in line \(UTF8Fault(in: bytes).line))"
            guard !guess.candidates.isEmpty else { throw ReadingError(fault) }
            let names = guess.candidates.prefix(3).map(\.rawValue).joined(separator: " or ")
            throw ReadingError("\(fault); it could be \(names): save it as UTF-8")
        }
        guard encoding.isGuessed || encoding == declared else {
            throw ReadingError("looks like \(encoding.rawValue), which is not supported: save it as UTF-8")
        }
        if let line = EncodingGuess.lineOfUTF8(in: bytes) {
            throw ReadingError("mixes \(encoding.rawValue) with UTF-8 (line \(line))")
        }
        guard let text = encoding.decode(bytes) else {
            let line = EncodingGuess.firstWrongLine(in: bytes, as: encoding)
            throw ReadingError(
                "looks like \(encoding.rawValue), but is not valid \(encoding.rawValue) (first wrong byte in line \(line))"
            )
        }
        return text
    }
}

/// The place where bytes stop being UTF-8.
private struct UTF8Fault {
    /// Line of the first wrong byte, counted from 1.
    private(set) var line = 1

    init(in bytes: Data) {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .emptyInput, .error: return
            case .valid(let scalar): if scalar.count == 1, scalar.first == .lineFeed { line += 1 }
            }
        }
    }
}
