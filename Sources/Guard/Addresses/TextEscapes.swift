/// Entities of HTML, percent escapes and escapes of JavaScript.
enum TextEscapes {
    /// Returns `units` with one level of escapes decoded; nil if there are none.
    static func decoded(_ units: [WrittenText.Unit]) -> [WrittenText.Unit]? {
        guard units.contains(where: { "&%\\".unicodeScalars.contains($0.scalar) }) else { return nil }
        var result: [WrittenText.Unit] = []
        var index = 0
        var hasDecoded = false
        while index < units.count {
            guard let (text, length) = escape(at: index, in: units) else {
                result.append(units[index])
                index += 1
                continue
            }
            let origin = units[index].origin.lowerBound..<units[index + length - 1].origin.upperBound
            for scalar in text {
                result.append(WrittenText.Unit(scalar: scalar, origin: origin, isOddStop: scalar.isOddStop))
            }
            index += length
            hasDecoded = true
        }
        return hasDecoded ? result : nil
    }

    private static func escape(at index: Int, in units: [WrittenText.Unit]) -> ([Unicode.Scalar], Int)? {
        let ahead = units[index...].prefix(longest).map(\.scalar)
        switch units[index].scalar {
        case "&": return entity(ahead)
        case "%": return percent(units[index...].prefix(longestPercent).map(\.scalar))
        case "\\": return backslash(ahead)
        default: return nil
        }
    }

    private static let longest = 12
    private static let longestPercent = 12

    private static func entity(_ text: [Unicode.Scalar]) -> ([Unicode.Scalar], Int)? {
        guard text.count > 2 else { return nil }
        if text[1] == "#" {
            let isHex = text[2] == "x" || text[2] == "X"
            let start = isHex ? 3 : 2
            let digits = text.dropFirst(start).prefix { isHex ? $0.isHexDigit : $0.properties.numericType == .decimal }
            guard let scalar = scalar(digits, radix: isHex ? 16 : 10) else { return nil }
            let end = start + digits.count
            return ([scalar], end < text.count && text[end] == ";" ? end + 1 : end)
        }
        let name = text.dropFirst().prefix { $0.properties.isAlphabetic }
        guard text.dropFirst(1 + name.count).first == ";",
            let scalar = named[String(String.UnicodeScalarView(name)).lowercased()]
        else { return nil }
        return ([scalar], name.count + 2)
    }

    /// The entities of characters that addresses consist of (HTML, section 13.5).
    private static let named: [String: Unicode.Scalar] = [
        "period": ".", "colon": ":", "sol": "/", "commat": "@", "nbsp": " ", "amp": "&", "num": "#", "percnt": "%",
        "dash": "-", "hyphen": "-", "lowbar": "_", "equals": "=", "quest": "?", "plus": "+", "lpar": "(", "rpar": ")",
        "middot": "·", "bsol": "\\", "shy": "\u{AD}", "zwnj": "\u{200C}", "zwj": "\u{200D}", "tab": " ",
        "ensp": " ", "emsp": " ", "thinsp": " ", "bull": "•", "ndash": "-", "mdash": "-",
    ]

    /// Reads as many escaped bytes as make whole characters in UTF-8.
    private static func percent(_ text: [Unicode.Scalar]) -> ([Unicode.Scalar], Int)? {
        var bytes: [UInt8] = []
        var rest = text[...]
        while rest.count > 2, rest.first == "%",
            let byte = UInt8(String(String.UnicodeScalarView(rest.dropFirst().prefix(2))), radix: 16)
        {
            bytes.append(byte)
            rest = rest.dropFirst(3)
            let length = bytes[0] < 0x80 ? 1 : bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4
            if bytes.count == length { break }
        }
        guard !bytes.isEmpty, let decoded = String(validating: bytes, as: UTF8.self) else { return nil }
        return (Array(decoded.unicodeScalars), bytes.count * 3)
    }

    /// `\u002e`, `\x2e`.
    private static func backslash(_ text: [Unicode.Scalar]) -> ([Unicode.Scalar], Int)? {
        guard text.count > 3, text[1] == "u" || text[1] == "x" else { return nil }
        let count = text[1] == "u" ? 4 : 2
        let digits = text.dropFirst(2).prefix(count).prefix { $0.isHexDigit }
        guard digits.count == count, let scalar = scalar(digits, radix: 16) else { return nil }
        return ([scalar], count + 2)
    }

    private static func scalar(_ digits: ArraySlice<Unicode.Scalar>, radix: Int) -> Unicode.Scalar? {
        guard (1...8).contains(digits.count) else { return nil }
        return UInt32(String(String.UnicodeScalarView(digits)), radix: radix).flatMap(Unicode.Scalar.init)
    }
}

extension Unicode.Scalar {
    var isHexDigit: Bool { value < 0x80 && properties.isASCIIHexDigit }
}
