/// The result of reading a document.
enum ReadingOutcome: Sendable, Hashable {
    case prepared(PreparedDocument)
    /// A document without text to index, or one that is not published; what is indexed of it is removed.
    case empty(SkippedDocument)
    case failed(SkippedDocument)
}
