import RAGCore

/// Changes topics by hand.
package struct TopicEditor: Sendable {
    private let store: TopicStore

    /// Creates an editor of the topics of `workspace`.
    package init(_ workspace: Workspace) { store = TopicStore(workspace) }

    /// Makes a change in the topics of `collection`, or of the one that was grouped last if it is nil. Returns what was
    /// done in one sentence. Throws `UsageError` and `RAGError`.
    package func edit(_ edit: TopicEdit, of collection: String? = nil) async throws -> String {
        try await store.update { content in
            guard let collection = collection ?? content.found.last ?? content.decisions.collections.keys.sorted().first
            else {
                throw UsageError("There are no topics yet; run `kefu topics` first")
            }
            let found = content.found.collections[collection]
            guard found != nil || content.decisions.collections[collection] != nil else {
                let known = Set(content.found.collections.keys).union(content.decisions.collections.keys).sorted()
                throw UsageError(
                    "\(collection) has no topics yet; "
                        + (known.isEmpty
                            ? "run `kefu topics` first" : "there are those of \(known.joined(separator: ", "))")
                )
            }
            var decisions = content.decisions.collections[collection] ?? TopicRecord()
            let done = try edit.apply(to: &decisions, found: found ?? TopicRecord())
            content.decisions.collections[collection] =
                decisions.topics.isEmpty && decisions.moved.isEmpty ? nil : decisions
            return "\(done) (\(collection))"
        }
    }
}
