import RAGCore

/// A text in which terms are searched, folded once for many searches.
package struct SearchedText: Sendable {
    private let bytes: [UInt8]

    /// Folds `text`.
    package init(_ text: String) { bytes = Array(text.foldingScript().foldingCaseAndWidth().utf8) }

    /// Returns whether `term` occurs in the text. A Latin term counts only at the start of a word.
    package func contains(_ term: ExactText) -> Bool {
        var term = term.text
        return bytes.withUnsafeBufferPointer { text in
            term.withUTF8 { term in
                guard let first = term.first else { return false }
                var start = 0
                while let found = text.offset(of: term, from: start) {
                    if found == 0 || !first.isWordByte || !text[found - 1].isWordByte { return true }
                    start = found + 1
                }
                return false
            }
        }
    }
}

extension UInt8 {
    /// Whether it is a small Latin letter or a digit.
    fileprivate var isWordByte: Bool { (0x61...0x7A).contains(self) || (0x30...0x39).contains(self) }
}
