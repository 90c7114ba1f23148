/// Finds what a misspelt question was meant to be.
package protocol QuestionCorrector: Sendable {
    /// Returns `question`, which is folded (`foldingWriting`), as it was probably meant; nil if it stays as it is.
    /// Throws `RAGError`.
    func correction(of question: String) async throws -> String?
}
