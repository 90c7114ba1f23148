import RAGCore

/// Collects the text of a paragraph and collapses white space as browsers do: a run becomes one space. A line end
/// between two wide characters becomes nothing (CSS Text 3, 4.1.3), so that wrapped Chinese text contains no gaps.
/// Characters that show nothing, such as soft hyphens, are left out, and so are marks that a
/// letter has too many of (`CharacterLimit`).
struct InlineText {
    private var text = ""
    private var last: Unicode.Scalar?
    private var limit = CharacterLimit()
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
            if scalar.isInvisible { continue }
            if !limit.admits(scalar) { continue }
            if hasPendingSpace, let last, last != "\n", !(hasPendingLineEnd && last.isWide && scalar.isWide) {
                text.unicodeScalars.append(" ")
            }
            hasPendingSpace = false
            hasPendingLineEnd = false
            text.unicodeScalars.append(scalar)
            last = scalar
        }
    }

    /// Adds a line end that stays in the text.
    mutating func breakLine() {
        guard !text.isEmpty, last != "\n" else { return }
        text += "\n"
        last = "\n"
        hasPendingSpace = false
    }

    /// Returns the text without blanks at its ends, and starts again with an empty one.
    mutating func take() -> String {
        defer { self = InlineText() }
        return String(text[...].trimmingBlanks())
    }
}
