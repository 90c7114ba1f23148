/// Gathers the text of a paragraph, its white space collapsed as browsers do: a run is one space, and none where a line
/// ends between two wide characters (CSS Text 3, 4.1.3), so that Chinese wrapped in the file has no holes.
struct InlineText {
    private var text = ""
    private var last: Unicode.Scalar?
    private var hasPendingSpace = false
    private var hasPendingLineEnd = false

    var isEmpty: Bool { text.isEmpty }

    mutating func append(_ characters: some StringProtocol) {
        for scalar in characters.unicodeScalars {
            if scalar == " " || scalar == "\u{A0}" || ("\t"..."\r").contains(scalar) {
                hasPendingSpace = true
                hasPendingLineEnd = hasPendingLineEnd || scalar == "\n"
                continue
            }
            if hasPendingSpace, let last, last != "\n", !(hasPendingLineEnd && last.isWide && scalar.isWide) {
                text.unicodeScalars.append(" ")
            }
            hasPendingSpace = false
            hasPendingLineEnd = false
            text.unicodeScalars.append(scalar)
            last = scalar
        }
    }

    /// A line end that stays.
    mutating func breakLine() {
        guard !text.isEmpty, last != "\n" else { return }
        text += "\n"
        last = "\n"
        hasPendingSpace = false
    }

    /// Gives the text without blanks at its ends and begins anew.
    mutating func take() -> String {
        defer { self = InlineText() }
        return String(text[...].trimmingBlanks())
    }
}
