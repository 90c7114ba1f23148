extension String {
    /// Without what a terminal obeys: controls but line end and tab, and marks that turn the direction of writing. Documents,
    /// file names, questions and services reach the terminal, and none of them may drive it.
    var plain: String { String(String.UnicodeScalarView(unicodeScalars.filter { !$0.isObeyed })) }

    /// The same, but our own styles stay.
    var withoutControls: String {
        var kept = String.UnicodeScalarView()
        var rest = unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar.value {
            case 0x1B where Self.styles.contains(where: { rest.starts(with: $0.unicodeScalars) }): kept.append(scalar)
            case _ where scalar.isObeyed: break
            default: kept.append(scalar)
            }
        }
        return String(kept)
    }

    /// What `Console` writes behind ESC.
    private static let styles = ["[0m", "[1m", "[2m"]

    /// On one line, such as a file name must be.
    var onOneLine: String { String(map { $0.isNewline ? " " : $0 }) }
}

extension String {
    /// The first `length` characters, with a mark where there are more.
    func shortened(to length: Int) -> String { count <= length ? self : prefix(length - 1) + "…" }

    /// Every line moved to the right.
    func indented(by count: Int) -> String {
        let margin = String(repeating: " ", count: count)
        return split(separator: "\n", omittingEmptySubsequences: false).map { margin + $0 }.joined(separator: "\n")
    }
}

extension Unicode.Scalar {
    fileprivate var isObeyed: Bool {
        switch value {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
