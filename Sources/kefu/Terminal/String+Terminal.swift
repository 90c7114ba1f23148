extension String {
    /// Without what a terminal obeys: controls but line end and tab, and marks that turn the direction of writing. Our own
    /// styles stay. Documents, file names, questions and services reach the terminal, and none of them may drive it.
    var withoutControls: String {
        var kept = String.UnicodeScalarView()
        var rest = unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar.value {
            case 0x1B where Self.styles.contains(where: { rest.starts(with: $0.unicodeScalars) }): kept.append(scalar)
            case 0x09, 0x0A: kept.append(scalar)
            case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: break
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
