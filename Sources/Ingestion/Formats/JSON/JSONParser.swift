import RAGCore

/// A parser for one or several JSON values in a row (RFC 8259). Takes linear time.
struct JSONParser {
    /// The offset of a syntax error.
    struct Fault: Error { let offset: Int }

    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var offset = 0

    /// Creates a parser. The bytes must be valid UTF-8 and outlive it.
    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Skips blanks and commas; returns false at the end of the text.
    mutating func findValue() -> Bool {
        while offset < bytes.count, bytes[offset].isASCIIBlank || bytes[offset] == UInt8(ascii: ",") { offset += 1 }
        return offset < bytes.count
    }

    /// Skips the rest of the line that contains `start`.
    mutating func skipLine(from start: Int) {
        offset = start
        while offset < bytes.count, !bytes[offset].isLineEnd { offset += 1 }
    }

    /// Parses the next value, after blanks.
    mutating func value(depth: Int = 0) throws(Fault) -> JSONValue {
        skipBlanks()
        let start = offset
        guard offset < bytes.count, depth < Self.deepest else { throw Fault(offset: offset) }
        let kind: JSONValue.Kind
        switch bytes[offset] {
        case UInt8(ascii: "{"): kind = .object(try object(depth: depth))
        case UInt8(ascii: "["): kind = .array(try array(depth: depth))
        case .quote: kind = .string(try string())
        default: kind = try literal()
        }
        return JSONValue(kind: kind, range: start..<offset)
    }

    /// Most levels of nesting; the parser is recursive.
    private static let deepest = 64

    private mutating func object(depth: Int) throws(Fault) -> [JSONValue.Member] {
        offset += 1
        var members: [JSONValue.Member] = []
        if take(UInt8(ascii: "}")) { return [] }
        repeat {
            skipBlanks()
            guard offset < bytes.count, bytes[offset] == .quote else { throw Fault(offset: offset) }
            let key = try string()
            guard take(UInt8(ascii: ":")) else { throw Fault(offset: offset) }
            members.append(JSONValue.Member(key: key, value: try value(depth: depth + 1)))
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw Fault(offset: offset) }
        return members
    }

    private mutating func array(depth: Int) throws(Fault) -> [JSONValue] {
        offset += 1
        var elements: [JSONValue] = []
        if take(UInt8(ascii: "]")) { return [] }
        repeat { elements.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw Fault(offset: offset) }
        return elements
    }

    private mutating func string() throws(Fault) -> String {
        offset += 1
        let start = offset
        while offset < bytes.count, bytes[offset] != .quote, bytes[offset] != UInt8(ascii: "\\") {
            guard bytes[offset] >= .space || bytes[offset] == .tab else { throw Fault(offset: offset) }
            offset += 1
        }
        var text = [UInt8](bytes[start..<offset])
        while offset < bytes.count, bytes[offset] != .quote {
            if bytes[offset] == UInt8(ascii: "\\") {
                text += try escape()
            } else {
                guard bytes[offset] >= .space || bytes[offset] == .tab else { throw Fault(offset: offset) }
                text.append(bytes[offset])
                offset += 1
            }
        }
        guard offset < bytes.count else { throw Fault(offset: start - 1) }
        offset += 1
        return String(decoding: text, as: UTF8.self).withBoundedCharacters()
    }

    /// Parses an escape. A lone surrogate becomes U+FFFD.
    private mutating func escape() throws(Fault) -> [UInt8] {
        guard offset + 1 < bytes.count else { throw Fault(offset: offset) }
        let letter = bytes[offset + 1]
        if letter == UInt8(ascii: "u") {
            let unit = try codeUnit()
            guard UTF16.isLeadSurrogate(unit), offset + 1 < bytes.count, bytes[offset] == UInt8(ascii: "\\"),
                bytes[offset + 1] == UInt8(ascii: "u")
            else { return Array(String(decoding: [unit], as: UTF16.self).utf8) }
            let behind = offset
            let second = try codeUnit()
            if !UTF16.isTrailSurrogate(second) { offset = behind }
            let pair = UTF16.isTrailSurrogate(second) ? [unit, second] : [unit]
            return Array(String(decoding: pair, as: UTF16.self).utf8)
        }
        guard let meaning = Self.escapes[letter] else { throw Fault(offset: offset) }
        offset += 2
        return [meaning]
    }

    /// Parses a character as `\u4E2D`.
    private mutating func codeUnit() throws(Fault) -> UInt16 {
        guard offset + 6 <= bytes.count else { throw Fault(offset: offset) }
        let digits = String(decoding: bytes[offset + 2..<offset + 6], as: UTF8.self)
        guard let unit = UInt16(digits, radix: 16) else { throw Fault(offset: offset) }
        offset += 6
        return unit
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C, UInt8(ascii: "/"): 0x2F, UInt8(ascii: "b"): 0x08,
        UInt8(ascii: "f"): 0x0C, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
    ]

    private mutating func literal() throws(Fault) -> JSONValue.Kind {
        let start = offset
        while offset < bytes.count, !bytes[offset].isASCIIBlank, !Self.ends.contains(bytes[offset]) { offset += 1 }
        let word = String(decoding: bytes[start..<offset], as: UTF8.self)
        if word == "null" { return .null }
        guard word == "true" || word == "false" || Double(word) != nil && word.utf8.allSatisfy(Self.numeric.contains)
        else { throw Fault(offset: start) }
        return .literal(word)
    }

    private static let ends: Set<UInt8> = Set(",]}:\"".utf8)
    private static let numeric: Set<UInt8> = Set("+-.0123456789eE".utf8)

    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    private mutating func skipBlanks() {
        while offset < bytes.count, bytes[offset].isASCIIBlank { offset += 1 }
    }
}
