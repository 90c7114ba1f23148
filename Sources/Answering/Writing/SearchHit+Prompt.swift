import RAGCore

extension SearchHit {
    /// The date of the last change of the document, otherwise of its writing, as its front matter gives it; nil if
    /// there is neither.
    var date: String? { (documentMetadata["updated"] ?? documentMetadata["date"])?.first }

    /// The text of the passage that the model reads: heading, date and content.
    var promptText: String { [heading, date, chunk.text].compactMap(\.self).joined(separator: "\n") }
}
