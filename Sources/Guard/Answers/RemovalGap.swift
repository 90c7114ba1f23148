/// Keeps the parts of text apart from which something between was removed, so that they do not become an address.
struct RemovalGap: Sendable {
    /// Whether the signs of addresses are kept apart as well. Nothing judges the text after the last filter; before it,
    /// `<b>15 days</b>.` should stay well written.
    let isStrict: Bool

    private var last: Character?
    private var isOpen = false

    init(isStrict: Bool) { self.isStrict = isStrict }

    /// Returns the next part, behind a sign if something was removed before it and it would join the part before that:
    /// a space, or dots where nothing judges the text again, because telephone numbers have spaces. `hasRemoved` is
    /// true if something was removed in front of `part`.
    mutating func bridged(_ part: String, hasRemoved: Bool) -> String {
        isOpen = isOpen || hasRemoved
        guard let first = part.first else { return "" }
        let joins = isOpen && isPartOfAddress(last) && isPartOfAddress(first)
        isOpen = false
        last = part.last
        return (joins ? isStrict ? "…" : " " : "") + part
    }

    /// Returns whether addresses and numbers have the character inside them.
    private func isPartOfAddress(_ character: Character?) -> Bool {
        guard let scalar = character?.unicodeScalars.first else { return false }
        if scalar.isLabelLetter || scalar.digitValue != nil { return true }
        return isStrict && (!scalar.properties.isWhitespace || scalar == " ")
    }
}
