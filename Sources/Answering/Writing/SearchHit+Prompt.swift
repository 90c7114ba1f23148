import RAGCore

extension SearchHit {
    /// When the document was last changed, else when it was written, in the words of its front matter; nil if that gives neither.
    var date: String? { (documentMetadata["updated"] ?? documentMetadata["date"])?.first }

    /// Everything that the model reads of the passage: heading, date and text.
    var promptText: String { [heading, date, chunk.text].compactMap(\.self).joined(separator: "\n") }
}
