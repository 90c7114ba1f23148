/// Writings of the full stop, the colon and the at sign that hide an address: `[.]`, `(dot)`, ` dot `, `点`.
enum StopWriting {
    /// The longest of the writings in brackets, in characters.
    static let longest = 5

    private static let bracketed: [String: Unicode.Scalar] = {
        var signs: [String: Unicode.Scalar] = [:]
        let inner: [(String, Unicode.Scalar)] = [
            (".", "."), ("dot", "."), ("d0t", "."), ("点", "."), ("。", "."), (":", ":"), ("@", "@"), ("at", "@"),
            ("a", "@"), ("://", ":"),
        ]
        for (text, sign) in inner {
            for (open, close) in [("[", "]"), ("(", ")"), ("{", "}"), ("【", "】"), ("（", "）")] {
                if text == "a", open == "(" || open == "[" { continue }
                signs[open + text + close] = sign
            }
        }
        return signs
    }()
    private static let openings = Set("[({【（")

    /// Whether `text` begins with a writing in brackets.
    enum Match: Equatable {
        case length(Int)
        case none
        /// More text is needed to decide.
        case unknown
    }

    /// Returns the length of the writing in brackets that `text` begins with.
    static func bracketed(_ text: ArraySlice<Character>, isLast: Bool) -> Match {
        guard let first = text.first, openings.contains(first) else { return .none }
        let ahead = String(text.prefix(longest)).lowercased()
        if let found = bracketed.keys.first(where: { ahead.hasPrefix($0) }) { return .length(found.count) }
        let mayFollow = text.count < longest && !isLast && bracketed.keys.contains { $0.hasPrefix(ahead) }
        return mayFollow ? .unknown : .none
    }

    /// Returns `units` with plain signs for these writings, without the blanks around them.
    static func replaced(in units: [WrittenText.Unit]) -> [WrittenText.Unit] {
        guard units.contains(where: { "[({【（d点 ".unicodeScalars.contains($0.scalar) || $0.scalar == "D" }) else {
            return units
        }
        var result: [WrittenText.Unit] = []
        var index = 0
        while index < units.count {
            guard let (sign, length) = writing(at: index, in: units) else {
                result.append(units[index])
                index += 1
                continue
            }
            while result.last?.scalar == " " { result.removeLast() }
            // Nobody puts a full stop into brackets in ordinary writing.
            let isBracketed = length > 1 && units[index].scalar != "d" && units[index].scalar != "D"
            let origin = units[index].origin.lowerBound..<units[index + length - 1].origin.upperBound
            result.append(WrittenText.Unit(scalar: sign, origin: origin, isOddStop: sign == "." && !isBracketed))
            index += length
            while index < units.count, units[index].scalar == " " { index += 1 }
        }
        return result
    }

    private static func writing(at index: Int, in units: [WrittenText.Unit]) -> (Unicode.Scalar, Int)? {
        let ahead = units[index...].prefix(longest + 1).map(\.scalar)
        guard let first = ahead.first else { return nil }
        let before = index > 0 ? units[index - 1].scalar : " "
        if first == "点" {
            let next = ahead.dropFirst().first { $0 != " " } ?? " "
            return before.isLabelLetter && next.isLabelLetter ? (".", 1) : nil
        }
        if first == ".", before == " " || ahead.dropFirst().first == " " {
            let next = units[index...].dropFirst().first { $0.scalar != " " }?.scalar ?? " "
            return next.isLabelLetter ? (".", 1) : nil
        }
        let text = String(String.UnicodeScalarView(ahead)).lowercased()
        if before == " ", text.hasPrefix("dot ") { return (".", 3) }
        guard let opening = text.first, openings.contains(opening) else { return nil }
        return bracketed.first { text.hasPrefix($0.key) }.map { ($0.value, $0.key.unicodeScalars.count) }
    }
}

extension Unicode.Scalar {
    /// Whether it is a letter of a host name in another script than the Chinese one.
    var isLabelLetter: Bool {
        if value < 0x80 { return (value | 0x20) &- 0x61 < 26 }
        return properties.isAlphabetic && !properties.isIdeographic && !(0x3040...0x30FF).contains(value)
    }
}
