import RAGCore

/// What a refresh has to do. A pure value of what is in the folders and what a generation holds.
package struct RefreshPlan: Sendable, Hashable {
    /// Paths that the generation does not know, in order.
    package private(set) var added: [String] = []
    /// Paths whose bytes or recipe are not those that the generation knows.
    package private(set) var changed: [String] = []
    package private(set) var unchanged: [String] = []
    /// From the path that a document had to the one that it has now: they keep their chunks and embeddings.
    package private(set) var moved: [String: String] = [:]
    /// Paths that are gone from the folders. What is there but cannot be read stays.
    package private(set) var removed: [String] = []
    /// Those of the removed whose content stands nowhere else now: the others have a new name, or were copies.
    package private(set) var gone: [String] = []
    /// Paths that the generation keeps though they cannot be seen now.
    package private(set) var unseen: [String] = []

    /// - Parameter current: what the store would remember of each document if it were indexed now.
    /// - Parameter mayStillBe: whether a stored document that `current` lacks may still be there.
    /// - Parameter isNameless: whether the document at a path is called something else than its file, so that another
    ///   file name does not change it. Asked only of documents that look moved to another file name.
    package init(
        current: [String: DocumentFingerprint],
        stored: [String: DocumentFingerprint],
        mayStillBe: (String) -> Bool = { _ in false },
        isNameless: (String) -> Bool = { _ in true }
    ) {
        var (wanting, left): ([String], [String]) = ([], [])
        for (path, fingerprint) in current.sorted(by: { $0.key < $1.key }) {
            if stored[path] == fingerprint { unchanged.append(path) } else { wanting.append(path) }
        }
        for path in stored.keys.sorted() where current[path] != stored[path] {
            if current[path] == nil, mayStillBe(path) { unseen.append(path) } else { left.append(path) }
        }
        let moves = Self.moves(to: wanting, current, from: left, stored, isNameless: isNameless)
        moved = Dictionary(uniqueKeysWithValues: moves.map { ($1, $0) })
        for path in wanting where moves[path] == nil {
            if stored[path] == nil || moved[path] != nil { added.append(path) } else { changed.append(path) }
        }
        removed = left.filter { current[$0] == nil && moved[$0] == nil }
        let standing = Set(current.values)
        gone = removed.filter { path in stored[path].map { !standing.contains($0) } ?? true }
    }

    /// Documents to read, in the order of their paths.
    package var toRead: [String] { (added + changed).sorted() }

    /// Whether there is nothing to do.
    package var isEmpty: Bool { added.isEmpty && changed.isEmpty && moved.isEmpty && removed.isEmpty }

    /// Why not to remove that much at once, which more often is an unmounted or half-copied folder than a wish: more than
    /// `share` of the stored documents, where that is more than 2. Only what is gone counts. nil where it may be done.
    package func refusal(share: Double = 0.3) -> RAGError? {
        let stored = changed.count + unchanged.count + moved.count + removed.count + unseen.count
        guard gone.count > 2, Double(gone.count) > share * Double(stored) else { return nil }
        return RAGError(
            .failed,
            "\(gone.count) of \(stored) documents are gone from the knowledge base; nothing was removed",
            hint: "If that is meant, run it again with --allow-removals"
        )
    }

    /// From new to old path: each stored document that `left` its path goes to one path that wants the same bytes read the
    /// same way, to its own file name first.
    private static func moves(
        to wanting: [String],
        _ current: [String: DocumentFingerprint],
        from left: [String],
        _ stored: [String: DocumentFingerprint],
        isNameless: (String) -> Bool
    ) -> [String: String] {
        var homeless = Dictionary(grouping: left) { stored[$0] }
        var moves: [String: String] = [:]
        func pair(where fits: (_ new: String, _ old: String) -> Bool) {
            for new in wanting where moves[new] == nil {
                guard let index = homeless[current[new]]?.firstIndex(where: { fits(new, $0) }) else { continue }
                moves[new] = homeless[current[new]]?.remove(at: index)
            }
        }
        pair { fileName(of: $0) == fileName(of: $1) }
        pair { new, _ in isNameless(new) }
        return moves
    }

    private static func fileName(of path: String) -> Substring {
        path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
    }
}
