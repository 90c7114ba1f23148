import RAGCore

/// A step on the way from files to the store. Steps run in parallel; `RefreshQueue` chooses them.
enum RefreshStep: Sendable, Hashable {
    /// Reads and cuts the documents at these places of the plan.
    case read(Range<Int>)
    /// Asks the cache which of these texts it contains.
    case look([WantedText])
    /// Embeds texts of one role and caches the result.
    case embed([WantedText])
    /// Stores complete documents and removes those that became empty.
    case store([IndexedDocument], emptied: [String])
}
