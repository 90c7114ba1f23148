import RAGCore

/// What came of a step.
enum RefreshEvent: Sendable {
    /// A text that the embedding model does not take, and why.
    struct RefusedText: Sendable {
        let text: WantedText
        let error: RAGError
    }

    case read(Range<Int>, [ReadingOutcome])
    case looked([WantedText], known: Set<TextHash>)
    /// Those that the model refused are left without an embedding.
    case embedded([WantedText], refused: [RefusedText])
    case stored([IndexedDocument])
    case failed(RefreshStep, any Error)
}
