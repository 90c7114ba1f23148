/// Parses the bytes that a terminal sends into keys (ECMA-48, and xterm where the standard leaves it open).
///
/// Bytes may arrive in any portions; an incomplete sequence waits for the rest. An unknown sequence is dropped whole.
/// The escape key counts as the first half of an Alt key, as in Emacs, so that no timeout is needed.
struct KeyParser: Sendable {
    private var pending: [UInt8] = []
    /// The pasted bytes so far; nil outside a paste.
    private var pasted: [UInt8]?

    private static let pasteBegin = Array("\u{1B}[200~".utf8)
    private static let pasteEnd = Array("\u{1B}[201~".utf8)

    /// Takes more bytes and returns the keys that are complete now.
    mutating func consume(_ bytes: some Sequence<UInt8>) -> [Key] {
        pending += bytes
        var keys: [Key] = []
        var rest = pending[...]
        while !rest.isEmpty {
            if pasted != nil {
                guard let key = endPaste(&rest) else { break }
                keys.append(key)
            } else {
                let before = rest
                switch Self.next(&rest) {
                case .key(let key): Self.add(key, to: &keys)
                case .pasteBegins: pasted = []
                case .nothing: break
                case .incomplete:
                    pending = Array(before)
                    return keys
                }
            }
        }
        pending = Array(rest)
        return keys
    }

    /// Takes pasted bytes and returns the paste, or nil until its end mark has arrived.
    private mutating func endPaste(_ rest: inout ArraySlice<UInt8>) -> Key? {
        guard let end = rest.firstRange(of: Self.pasteEnd) else {
            // The last bytes may be the beginning of the end mark.
            let kept = min(rest.count, Self.pasteEnd.count - 1)
            pasted? += rest.dropLast(kept)
            rest = rest.suffix(kept)
            return nil
        }
        let bytes = (pasted ?? []) + rest[..<end.lowerBound]
        rest = rest[end.upperBound...]
        pasted = nil
        let text = String(decoding: bytes, as: UTF8.self)
        return .paste(text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").withoutControls)
    }

    /// Appends a key; text joins the text before it.
    private static func add(_ key: Key, to keys: inout [Key]) {
        if case .text(let more) = key, case .text(let text)? = keys.last {
            keys[keys.count - 1] = .text(text + more)
        } else {
            keys.append(key)
        }
    }

    private enum Step {
        case key(Key)
        case pasteBegins
        case nothing
        case incomplete
    }

    private static func next(_ rest: inout ArraySlice<UInt8>) -> Step {
        guard let byte = rest.popFirst() else { return .incomplete }
        switch byte {
        case 0x1B: return escape(&rest)
        case 0..<0x20, 0x7F: return controls[byte].map(Step.key) ?? .nothing
        default: return character(byte, &rest)
        }
    }

    private static let controls: [UInt8: Key] = [
        0x01: .home, 0x02: .left, 0x04: .endOfInput, 0x05: .end, 0x06: .right, 0x08: .deleteLeft, 0x09: .tab,
        0x0A: .newLine, 0x0B: .deleteToEnd, 0x0C: .clearScreen, 0x0D: .enter, 0x0E: .down, 0x10: .up,
        0x15: .deleteToStart, 0x17: .deleteWordLeft, 0x19: .putBack, 0x7F: .deleteLeft,
    ]

    /// Takes one character in UTF-8; an invalid byte becomes U+FFFD.
    private static func character(_ first: UInt8, _ rest: inout ArraySlice<UInt8>) -> Step {
        let length =
            switch first {
            case 0xC2...0xDF: 1
            case 0xE0...0xEF: 2
            case 0xF0...0xF4: 3
            default: 0
            }
        let tail = rest.prefix(length).prefix { $0 & 0xC0 == 0x80 }
        if tail.count < length, tail.count == rest.count { return .incomplete }
        rest = rest.dropFirst(tail.count)
        return .key(.text(String(decoding: [first] + tail, as: UTF8.self)))
    }

    private static func escape(_ rest: inout ArraySlice<UInt8>) -> Step {
        guard let byte = rest.popFirst() else { return .incomplete }
        switch byte {
        case UInt8(ascii: "["):
            return sequence(&rest)
        case UInt8(ascii: "O"):
            guard let final = rest.popFirst() else { return .incomplete }
            return named(String(UnicodeScalar(final)), [])
        case 0x0D, 0x0A: return .key(.newLine)
        case 0x7F, 0x08: return .key(.deleteWordLeft)
        case UInt8(ascii: "b"): return .key(.wordLeft)
        case UInt8(ascii: "f"): return .key(.wordRight)
        case UInt8(ascii: "d"): return .key(.deleteWordRight)
        default:
            // The escape key was pressed, followed by an unrelated key.
            rest = [byte] + rest
            return .nothing
        }
    }

    /// Takes a control sequence: parameters, then a final byte (ECMA-48, 5.4).
    private static func sequence(_ rest: inout ArraySlice<UInt8>) -> Step {
        let parameters = rest.prefix { (0x20...0x3F).contains($0) }
        guard parameters.count < rest.count else { return .incomplete }
        let final = rest[parameters.endIndex]
        guard (0x40...0x7E).contains(final) else {
            rest = rest[parameters.endIndex...]
            return .nothing
        }
        rest = rest[(parameters.endIndex + 1)...]
        let numbers = String(decoding: parameters, as: UTF8.self).split(separator: ";").map { Int($0) ?? 0 }
        if final == UInt8(ascii: "~") {
            if numbers.first == 200 { return .pasteBegins }
            return named("\(numbers.first ?? 0)~", numbers)
        }
        // Some terminals report Shift-Enter and Ctrl-Enter as CSI u.
        if final == UInt8(ascii: "u"), numbers.first == 13 { return .key(numbers.count > 1 ? .newLine : .enter) }
        return named(String(UnicodeScalar(final)), numbers)
    }

    /// Returns the key with this final byte or number. A second parameter above 2 means that Alt or Ctrl is held.
    private static func named(_ name: String, _ numbers: [Int]) -> Step {
        let isModified = numbers.count > 1 && numbers[1] > 2
        let key: Key? =
            switch name {
            case "A": .up
            case "B": .down
            case "C": isModified ? .wordRight : .right
            case "D": isModified ? .wordLeft : .left
            case "H", "1~", "7~": .home
            case "F", "4~", "8~": .end
            case "3~": isModified ? .deleteWordRight : .deleteRight
            case "M": .enter
            default: nil
            }
        return key.map(Step.key) ?? .nothing
    }
}
