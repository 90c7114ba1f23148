import RAGCore

/// One thing to do on the way from files to the store. Steps run side by side; `RefreshQueue` decides which.
enum RefreshStep: Sendable, Hashable {
    /// Read and cut the documents at these places of the plan.
    case read(Range<Int>)
    /// Ask the cache which of these texts it knows.
    case look([WantedText])
    /// Embed texts of one role, and put what comes back into the cache.
    case embed([WantedText])
    /// Put documents into the store that are whole, and take out those that became empty.
    case store([IndexedDocument], emptied: [String])
}
