/// The look of a character on the screen.
struct Style: OptionSet, Sendable, Hashable {
    let rawValue: UInt8

    static let bold = Style(rawValue: 1 << 0)
    static let dim = Style(rawValue: 1 << 1)
    static let italic = Style(rawValue: 1 << 2)
    static let underlined = Style(rawValue: 1 << 3)
    static let struck = Style(rawValue: 1 << 4)
    /// Code and commands.
    static let code = Style(rawValue: 1 << 5)
    /// The mark of a source, such as `[1]`.
    static let mark = Style(rawValue: 1 << 6)

    /// The parameters of Select Graphic Rendition (ECMA-48, 8.3.117).
    ///
    /// Colours come from the terminal's own palette, so they suit light and dark terminals.
    var parameters: String {
        let codes: [(Style, String)] = [
            (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underlined, "4"), (.struck, "9"), (.code, "33"), (.mark, "36"),
        ]
        return codes.filter { contains($0.0) }.map(\.1).joined(separator: ";")
    }
}
