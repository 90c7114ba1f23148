/// What a refresh did, or would do.
package struct RefreshReport: Sendable, Hashable, Codable {
    /// Number of the generation that was written to; nil where a dry run would begin one.
    package internal(set) var generation: Int64?
    /// Whether that generation is the one that answers now.
    package internal(set) var isPublished = false
    /// Whether the generation that was rolled back to was kept up to date, with its own recipe in place of the settings'.
    package internal(set) var isHeld = false
    /// Paths of documents new to the generation, in order.
    package internal(set) var added: [String] = []
    package internal(set) var changed: [String] = []
    /// From old to new path, with all their embeddings.
    package internal(set) var moved: [String: String] = [:]
    /// How many documents were left as they are.
    package internal(set) var unchanged = 0
    package internal(set) var removed: [String] = []
    package internal(set) var skipped: [SkippedDocument] = []
    /// How many files are in a format that is not read, by extension in lower case.
    package internal(set) var unsupported: [String: Int] = [:]
    /// What the readers say of documents that went in, such as rows that they left out.
    package internal(set) var notes: [DocumentNote] = []
    /// Documents that the generation before answers from, and which the new one lacks because they are not to be seen now:
    /// their folder cannot be listed, their site is away, a tool is not installed. It waits for them, and is not published.
    package internal(set) var unseen: [String] = []
    /// Documents that the generation before answers from, and which the new one lacks because they cannot be read any more.
    package internal(set) var leftBehind: [String] = []
    /// Chunks of the documents added and changed.
    package internal(set) var chunks = 0
    /// Texts that the embedding model was asked for (or would be): chunks, and the questions that they answer.
    package internal(set) var embedded = 0
    /// Texts whose embedding was there already.
    package internal(set) var reused = 0
    /// Estimated tokens of the texts embedded.
    package internal(set) var tokens = 0
    /// Batches that the embedding model was asked for.
    package internal(set) var calls = 0
    /// Estimated price of the tokens, in the currency of the settings; nil where they tell none.
    package internal(set) var cost: Double?
    package internal(set) var seconds = 0.0
    /// Of a dry run: why a real one would refuse to start, if it would.
    package internal(set) var refusal: String?
    /// Whether nothing was written.
    package internal(set) var isDryRun = false

    /// Whether a file needs someone's look.
    package var hasFaults: Bool { skipped.contains(where: \.isFault) }
}

extension RefreshReport {
    /// What came of `plan`, made from `inventory`.
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

    /// Notes what the generation that answers holds and the one written to does not; `loss` is the plan for the first.
    mutating func noteLoss(_ loss: RefreshPlan, besides plan: RefreshPlan) {
        func unread(_ isOne: (SkippedDocument.Kind) -> Bool) -> Set<String> {
            Set(skipped.filter { isOne($0.kind) }.map(\.path)).intersection(loss.unchanged + loss.changed)
        }
        removed = Set(removed).union(loss.gone).sorted()
        unseen = Set(loss.unseen).subtracting(plan.unseen).union(unread { $0 == .needsTool }).sorted()
        leftBehind = unread { $0 != .needsTool && $0 != .empty }.sorted()
    }
}
