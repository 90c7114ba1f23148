import Foundation

extension String {
    /// Returns the text in lower case with compatibility forms replaced by plain ones (NFKC, Unicode Annex 15), so
    /// that `Ａ` and `a`, `①` and `1` compare equal. Keys and values of metadata and most words are compared in
    /// this form.
    package func foldingCaseAndWidth() -> String {
        CommonText.folded(self, [.letterCase, .width])
            ?? withBoundedCharacters().precomposedStringWithCompatibilityMapping.lowercased()
    }

    /// Returns the text in lower case, as `lowercased` does.
    package func foldingCase() -> String { CommonText.folded(self, .letterCase) ?? lowercased() }
}
