/// The result of reading a document.
enum ReadingOutcome: Sendable, Hashable {
    case prepared(PreparedDocument)
    /// A document without text to index.
    case empty
    case failed(SkippedDocument)
}
