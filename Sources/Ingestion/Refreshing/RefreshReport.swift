/// The result of a refresh or of a dry run.
package struct RefreshReport: Sendable, Hashable, Codable {
    /// Number of the generation that was written to; nil if a dry run would start a new one.
    package internal(set) var generation: Int64?
    /// Whether that generation is the current one now.
    package internal(set) var isPublished = false
    /// Whether a generation that was rolled back to was updated with its own recipe instead of the settings'.
    package internal(set) var isHeld = false
    /// Paths of documents new to the generation, in order.
    package internal(set) var added: [String] = []
    /// Paths of documents that were read again, in order.
    package internal(set) var changed: [String] = []
    /// Moved documents from old to new path; they keep their embeddings.
    package internal(set) var moved: [String: String] = [:]
    /// Number of documents that stayed as they are.
    package internal(set) var unchanged = 0
    /// Paths of documents that were removed, in order.
    package internal(set) var removed: [String] = []
    /// Files, folders and pages that were not indexed, ordered by path.
    package internal(set) var skipped: [SkippedDocument] = []
    /// Number of files in unsupported formats, by extension in lower case.
    package internal(set) var unsupported: [String: Int] = [:]
    /// Remarks about indexed documents, such as rows that were left out.
    package internal(set) var notes: [DocumentNote] = []
    /// Documents of the current generation that are missing from the new one because they cannot be seen now: their
    /// folder cannot be listed, their site does not answer, a tool is not installed. The new generation is not
    /// published until they can be seen.
    package internal(set) var unseen: [String] = []
    /// Documents of the current generation that are missing from the new one because they can no longer be read.
    package internal(set) var leftBehind: [String] = []
    /// Number of chunks of the added and changed documents.
    package internal(set) var chunks = 0
    /// Number of texts that were (or would be) sent to the embedding model: chunks, and the questions that they answer.
    package internal(set) var embedded = 0
    /// Number of texts whose embedding existed already.
    package internal(set) var reused = 0
    /// Estimated tokens of the embedded texts.
    package internal(set) var tokens = 0
    /// Number of batches sent to the embedding model.
    package internal(set) var calls = 0
    /// Estimated price of the tokens in the currency of the settings; nil if no price is set.
    package internal(set) var cost: Double?
    /// Duration of the refresh in seconds.
    package internal(set) var seconds = 0.0
    /// For a dry run: the reason why a real one would refuse to start, or nil.
    package internal(set) var refusal: String?
    /// Whether nothing was written.
    package internal(set) var isDryRun = false

    /// Whether someone should look at a file.
    package var hasFaults: Bool { skipped.contains(where: \.isFault) }
}

extension RefreshReport {
    /// Creates the report of running `plan`, which was made from `inventory`.
    init(plan: RefreshPlan, outcome: RefreshPipeline.Outcome, inventory: Inventory) {
        let left = Set(outcome.skipped.map(\.path))
        let emptied = Set(outcome.skipped.lazy.filter { $0.kind == .empty }.map(\.path))
        added = plan.added.filter { !left.contains($0) }
        changed = plan.changed.filter { !left.contains($0) }
        moved = plan.moved
        unchanged = plan.unchanged.count
        removed = (plan.removed + plan.changed.filter(emptied.contains)).sorted()
        skipped = (inventory.skipped + outcome.skipped).sorted { $0.path < $1.path }
        unsupported = inventory.unsupported
        notes = outcome.notes.sorted { $0.path < $1.path }
        chunks = outcome.progress.chunks
        embedded = outcome.progress.embedded
        reused = outcome.progress.reused
        tokens = outcome.tokens
        calls = outcome.calls
    }

    /// Adds the documents that the current generation contains and the new one does not; `loss` is the plan for the
    /// current one.
    mutating func noteLoss(_ loss: RefreshPlan, comparedTo plan: RefreshPlan) {
        func unread(_ isOne: (SkippedDocument.Kind) -> Bool) -> Set<String> {
            Set(skipped.filter { isOne($0.kind) }.map(\.path)).intersection(loss.unchanged + loss.changed)
        }
        removed = Set(removed).union(loss.gone).sorted()
        unseen = Set(loss.unseen).subtracting(plan.unseen).union(unread { $0 == .needsTool }).sorted()
        leftBehind = unread { $0 != .needsTool && $0 != .empty }.sorted()
    }
}
