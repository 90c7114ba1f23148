import RAGCore

/// What a refresh has to do. A pure value of what is in the folder and what is in the store.
package struct RefreshPlan: Sendable, Hashable {
    /// Paths in the folder that the store does not know, in order.
    package private(set) var added: [String] = []
    /// Paths whose bytes, recipe or embedding model are not those that the store knows.
    package private(set) var changed: [String] = []
    package private(set) var unchanged: [String] = []
    /// Paths in the store that are gone from the folder. What is there but cannot be read stays.
    package private(set) var removed: [String] = []

    /// - Parameter current: what the store would remember of each document if it were indexed now.
    /// - Parameter mayStillBe: whether a stored document that `current` lacks may still be in the folder.
    package init(
        current: [String: DocumentFingerprint],
        stored: [String: DocumentFingerprint],
        mayStillBe: (String) -> Bool = { _ in false }
    ) {
        for (path, fingerprint) in current.sorted(by: { $0.key < $1.key }) {
            switch stored[path] {
            case nil: added.append(path)
            case fingerprint: unchanged.append(path)
            default: changed.append(path)
            }
        }
        removed = stored.keys.filter { current[$0] == nil && !mayStillBe($0) }.sorted()
    }

    /// Documents to read, in the order of their paths.
    package var toRead: [String] { (added + changed).sorted() }

    /// Whether there is nothing to do.
    package var isEmpty: Bool { added.isEmpty && changed.isEmpty && removed.isEmpty }

    /// Refuses to remove much at once, which more often is an unmounted or half-copied folder than a wish: more than
    /// `share` of the stored documents, where that is more than 5. Throws `RAGError`.
    package func guardRemovals(share: Double = 0.3) throws(RAGError) {
        let stored = changed.count + unchanged.count + removed.count
        guard removed.count > 5, Double(removed.count) > share * Double(stored) else { return }
        throw RAGError(
            .failed,
            "\(removed.count) of \(stored) documents are gone from the knowledge base; nothing was removed",
            hint: "If that is meant, run it again with --allow-removals"
        )
    }
}
