import RAGCore

/// The result of a step.
enum RefreshEvent: Sendable {
    /// A text that the embedding model rejects, with its error.
    struct RefusedText: Sendable {
        let text: WantedText
        let error: RAGError
    }

    case read(Range<Int>, [ReadingOutcome])
    case looked([WantedText], known: Set<TextHash>)
    /// Texts that were sent; those that the model refused have no embedding.
    case embedded([WantedText], refused: [RefusedText])
    case stored([IndexedDocument])
    case failed(RefreshStep, any Error)
}
