import Foundation

/// The header fields of a message or of one of its parts (RFC 5322, 2.2).
struct MailHeaders: Sendable, Hashable {
    private var fields: [String: String] = [:]

    /// Reads the fields at the beginning of `bytes`; `bodyStart` becomes the offset of what follows the empty line. The
    /// first of equal fields is used.
    init(_ bytes: Data, bodyStart: inout Int) {
        var lines: [Data] = []
        var start = bytes.startIndex
        bodyStart = bytes.endIndex
        while start < bytes.endIndex {
            let end = bytes[start...].firstIndex(of: .lineFeed) ?? bytes.endIndex
            var line = bytes[start..<end]
            if line.last == .carriageReturn { line.removeLast() }
            start = min(end + 1, bytes.endIndex)
            if line.isEmpty {
                bodyStart = start
                break
            }
            // A line that begins with a blank continues the one before it.
            if let first = line.first, first == .space || first == .tab, !lines.isEmpty {
                lines[lines.count - 1] += line
            } else {
                lines.append(line)
            }
        }
        for line in lines {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            guard fields[name] == nil else { continue }
            let value = line[line.index(after: colon)...]
            let text = (try? TextDecoder.decode(Data(value))) ?? String(decoding: value, as: UTF8.self)
            fields[name] = String(text[...].trimmingBlanks())
        }
    }

    /// Whether there are no fields at all.
    var isEmpty: Bool { fields.isEmpty }

    /// Returns a field with its encoded words decoded, or nil.
    func text(_ name: String) -> String? { fields[name].map(EncodedWord.decode) }

    /// Returns the value of a field before its first parameter, in lower case: `text/html`.
    func value(_ name: String) -> String? {
        fields[name].map { $0.prefix { $0 != ";" }[...].trimmingBlanks().lowercased() }
    }

    /// Returns a parameter of a field (RFC 2045, 5.1), also one that is divided or encoded (RFC 2231).
    func parameter(_ name: String, of field: String) -> String? {
        guard let value = fields[field] else { return nil }
        var found: [String: String] = [:]
        for part in Self.parameters(value).dropFirst() {
            guard let equals = part.firstIndex(of: "=") else { continue }
            let key = part[..<equals].trimmingBlanks().lowercased()
            found[key] = found[key] ?? Self.unquoted(part[part.index(after: equals)...].trimmingBlanks())
        }
        if let plain = found[name] { return EncodedWord.decode(plain) }
        if let encoded = found[name + "*"] { return EncodedWord.decodeParameter(encoded) }
        var joined = ""
        for number in 0..<100 {
            guard let piece = found["\(name)*\(number)*"] ?? found["\(name)*\(number)"] else { break }
            joined += piece
        }
        if joined.isEmpty { return nil }
        return found["\(name)*0*"] == nil ? EncodedWord.decode(joined) : EncodedWord.decodeParameter(joined)
    }

    /// Splits a field at its semicolons outside of quotes.
    private static func parameters(_ value: String) -> [Substring] {
        var isQuoted = false
        return value.split(omittingEmptySubsequences: false) { character in
            if character == "\"" { isQuoted.toggle() }
            return character == ";" && !isQuoted
        }
    }

    private static func unquoted(_ text: Substring) -> String {
        guard text.count > 1, text.first == "\"", text.last == "\"" else { return String(text) }
        return String(text.dropFirst().dropLast()).replacing("\\\"", with: "\"")
    }
}
