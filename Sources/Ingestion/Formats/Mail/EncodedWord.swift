import Foundation

/// Texts in header fields, which are ASCII: `=?gb2312?B?zMuy?=` (RFC 2047) and `utf-8''%E4%BD%A0` (RFC 2231).
enum EncodedWord {
    /// Replaces the encoded words of a field. Blanks between two of them are not part of the text, and a character may
    /// be divided between them.
    static func decode(_ field: String) -> String {
        guard field.contains("=?") else { return field }
        var text = ""
        var open: (charset: String, bytes: Data)?
        func close() {
            if let word = open { text += string(word.bytes, word.charset) }
            open = nil
        }
        var rest = field[...]
        while let start = rest.range(of: "=?") {
            let between = rest[..<start.lowerBound]
            let parts = rest[start.upperBound...].split(
                separator: "?",
                maxSplits: 2,
                omittingEmptySubsequences: false
            )
            guard parts.count == 3, let end = parts[2].range(of: "?="),
                let bytes = bytes(parts[2][..<end.lowerBound], parts[1])
            else {
                close()
                text += rest[..<start.upperBound]
                rest = rest[start.upperBound...]
                continue
            }
            let charset = parts[0].prefix { $0 != "*" }.lowercased()
            if open == nil || !between.allSatisfy(\.isWhitespace) {
                close()
                text += between
            } else if open?.charset != charset {
                close()
            }
            open = (charset, (open?.bytes ?? Data()) + bytes)
            rest = rest[end.upperBound...]
        }
        close()
        return text + rest
    }

    /// Decodes a parameter with charset, language and percent signs.
    static func decodeParameter(_ value: String) -> String {
        let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        let charset = parts.count == 3 ? String(parts[0]) : "utf-8"
        return string(percentDecoded(parts.last ?? ""), charset)
    }

    private static func bytes(_ text: Substring, _ encoding: Substring) -> Data? {
        switch encoding.lowercased() {
        case "b": Data(base64Encoded: String(text), options: .ignoreUnknownCharacters)
        case "q": TransferEncoding.quotedPrintable(Data(text.replacing("_", with: " ").utf8))
        default: nil
        }
    }

    private static func string(_ bytes: Data, _ charset: String) -> String {
        (try? TextDecoder.decode(bytes, declared: charset)) ?? String(decoding: bytes, as: UTF8.self)
    }

    private static func percentDecoded(_ text: Substring) -> Data {
        TransferEncoding.escaped(Data(text.utf8), by: UInt8(ascii: "%"))
    }
}
