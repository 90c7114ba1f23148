/// How a cell is written into CSV so that no spreadsheet runs it: a text that would be taken for a formula gets an apostrophe in
/// front (OWASP, "CSV Injection"), and loses it again when the file is read. Workbooks need none: they say that a cell is text.
///
/// Plain numbers (`-5`, `+86 571 8888`) stay as they are. What is guarded and what is not never meet: `plain(guarded(x)) == x` for
/// every text, those that begin with apostrophes included.
package enum FormulaGuard {
    /// `text` as it is safe to write.
    package static func guarded(_ text: String) -> String { isRisky(text) ? "'" + text : text }

    /// The text that `cell` was written for.
    package static func plain(_ cell: String) -> String {
        cell.utf8.first == apostrophe && isRisky(cell) ? String(cell.unicodeScalars.dropFirst()) : cell
    }

    /// Whether a spreadsheet may run the text that stands behind the apostrophes.
    private static func isRisky(_ text: String) -> Bool {
        // Nearly every cell of a table ends here.
        guard let first = text.utf8.first, first < 0x41 || first > 0x7A else { return false }
        let body = text.unicodeScalars.drop { $0 == "'" }
        guard let lead = body.first else { return false }
        if "\t\r\n".unicodeScalars.contains(lead) { return true }
        let formula = body.drop { $0.properties.isWhitespace || invisible.contains($0) }
        guard let sign = formula.first, leads.contains(sign) else { return false }
        return !((sign == "+" || sign == "-") && isNumber(formula.dropFirst()))
    }

    /// Digits with points, commas and spaces between them: no operator.
    private static func isNumber(_ text: Substring.UnicodeScalarView) -> Bool {
        let digits = text.last == "%" ? text.dropLast() : text
        guard let first = digits.first, ("0"..."9").contains(first) || first == "." else { return false }
        return digits.contains { ("0"..."9").contains($0) }
            && digits.allSatisfy { ("0"..."9").contains($0) || " .,".unicodeScalars.contains($0) }
    }

    private static let apostrophe = UInt8(ascii: "'")
    /// The full-width ones begin a formula too where Excel speaks Chinese or Japanese.
    private static let leads = Set("=+-@＝＋－＠".unicodeScalars)
    private static let invisible = Set("\u{FEFF}\u{200B}\u{200C}\u{200D}\u{2060}".unicodeScalars)
}
