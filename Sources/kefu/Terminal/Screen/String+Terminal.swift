import RAGCore

extension String {
    /// The text without control characters, except for the styles that `Console` writes.
    var withoutForeignControls: String {
        var kept = String.UnicodeScalarView()
        var rest = unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar.value {
            case 0x1B where Self.styles.contains(where: { rest.starts(with: $0.unicodeScalars) }): kept.append(scalar)
            case _ where scalar.isTerminalControl: break
            default: kept.append(scalar)
            }
        }
        return String(kept)
    }

    /// The JSON text with an escape (RFC 8259, section 7) for each of these characters.
    var escapingControls: String {
        guard unicodeScalars.contains(where: \.isTerminalControl) else { return self }
        var escaped = ""
        for scalar in unicodeScalars {
            if scalar.isTerminalControl {
                escaped += "\\u" + String(String(scalar.value + 0x10000, radix: 16).dropFirst())
            } else {
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    /// The sequences that `Console` writes after ESC.
    private static let styles = ["[0m", "[1m", "[2m"]

    /// The text with each line end replaced by a space.
    var onOneLine: String { String(map { $0.isNewline ? " " : $0 }) }
}

extension String {
    /// Returns at most `length` characters; a longer text is cut and ends with `…`.
    func shortened(to length: Int) -> String { count <= length ? self : prefix(length - 1) + "…" }

    /// Returns the text with `count` spaces before every line.
    func indented(by count: Int) -> String {
        let margin = String(repeating: " ", count: count)
        return split(separator: "\n", omittingEmptySubsequences: false).map { margin + $0 }.joined(separator: "\n")
    }
}
