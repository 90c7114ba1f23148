/// Keeps spreadsheets from running cells of CSV files as formulas (OWASP, "CSV Injection"). A text that could be a
/// formula gets an apostrophe in front and loses it when the file is read. Workbooks need no guard, because they
/// state that a cell is text.
///
/// Plain numbers (`-5`, `+86 571 8888`) stay unchanged. The guard can be undone for every text, also for one that
/// begins with an apostrophe: `unguarded(guarded(x)) == x`.
package enum FormulaGuard {
    /// Returns `text` in a form that is safe to write.
    package static func guarded(_ text: String) -> String { isRisky(text) ? "'" + text : text }

    /// Returns the text that `cell` was written for.
    package static func unguarded(_ cell: String) -> String {
        cell.utf8.first == apostrophe && isRisky(cell) ? String(cell.unicodeScalars.dropFirst()) : cell
    }

    /// Returns whether a spreadsheet may run the text behind the apostrophes.
    private static func isRisky(_ text: String) -> Bool {
        // Returns early for nearly every cell.
        guard let first = text.utf8.first, first < 0x41 || first > 0x7A else { return false }
        let body = text.unicodeScalars.drop { $0 == "'" }
        guard let lead = body.first else { return false }
        if "\t\r\n".unicodeScalars.contains(lead) { return true }
        let formula = body.drop { $0.properties.isWhitespace || $0.isInvisible }
        guard let sign = formula.first, leads.contains(sign) else { return false }
        return !((sign == "+" || sign == "-") && isNumber(formula.dropFirst()))
    }

    /// Returns whether `text` consists of digits with points, commas and spaces, so that it contains no operator.
    private static func isNumber(_ text: Substring.UnicodeScalarView) -> Bool {
        let digits = text.last == "%" ? text.dropLast() : text
        guard let first = digits.first, ("0"..."9").contains(first) || first == "." else { return false }
        return digits.contains { ("0"..."9").contains($0) }
            && digits.allSatisfy { ("0"..."9").contains($0) || " .,".unicodeScalars.contains($0) }
    }

    private static let apostrophe = UInt8(ascii: "'")
    /// The full-width signs begin a formula where Excel runs in Chinese or Japanese.
    private static let leads = Set("=+-@＝＋－＠".unicodeScalars)
}

extension Unicode.Scalar {
    /// Whether a reader does not see it: format and control characters, fillers and marks without a letter.
    fileprivate var isInvisible: Bool {
        if properties.isDefaultIgnorableCodePoint { return true }
        return switch properties.generalCategory {
        case .format, .control, .nonspacingMark, .enclosingMark: true
        default: false
        }
    }
}
