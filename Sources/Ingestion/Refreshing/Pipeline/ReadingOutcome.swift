/// What became of the attempt to read a document.
enum ReadingOutcome: Sendable, Hashable {
    case prepared(PreparedDocument)
    /// It holds nothing to be indexed; notes are the reader's remarks.
    case empty
    case failed(SkippedDocument)
}
