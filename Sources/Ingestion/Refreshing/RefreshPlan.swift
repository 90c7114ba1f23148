import RAGCore

/// The changes that a refresh has to make. A pure value, computed from the documents that exist and those of a
/// generation.
package struct RefreshPlan: Sendable, Hashable {
    /// Paths that are not in the generation, in order.
    package private(set) var added: [String] = []
    /// Paths whose bytes or recipe differ from the generation's, in order.
    package private(set) var changed: [String] = []
    /// Paths whose documents stay as they are, in order.
    package private(set) var unchanged: [String] = []
    /// Moved documents, from old to new path; they keep their chunks and embeddings.
    package private(set) var moved: [String: String] = [:]
    /// Paths that no longer exist. Documents that exist but cannot be read are not among them.
    package private(set) var removed: [String] = []
    /// Removed documents whose content is nowhere else now; the others were renamed or were copies.
    package private(set) var gone: [String] = []
    /// Paths that stay in the generation although they cannot be seen now.
    package private(set) var unseen: [String] = []

    /// Compares the documents that exist with those of a generation.
    ///
    /// - Parameter current: fingerprint that each document would have if it were indexed now.
    /// - Parameter mayStillBe: whether a stored document that is not in `current` may still exist.
    /// - Parameter hasOwnTitle: whether a document's title differs from its file name, so that a new file name does not
    ///   change it. Called only for documents that seem to have moved to another file name.
    package init(
        current: [String: DocumentFingerprint],
        stored: [String: DocumentFingerprint],
        mayStillBe: (String) -> Bool = { _ in false },
        hasOwnTitle: (String) -> Bool = { _ in true }
    ) {
        var (wanting, left): ([String], [String]) = ([], [])
        for (path, fingerprint) in current.sorted(by: { $0.key < $1.key }) {
            if stored[path] == fingerprint { unchanged.append(path) } else { wanting.append(path) }
        }
        for path in stored.keys.sorted() where current[path] != stored[path] {
            if current[path] == nil, mayStillBe(path) { unseen.append(path) } else { left.append(path) }
        }
        let moves = Self.moves(to: wanting, current, from: left, stored, hasOwnTitle: hasOwnTitle)
        moved = Dictionary(uniqueKeysWithValues: moves.map { ($1, $0) })
        for path in wanting where moves[path] == nil {
            if stored[path] == nil || moved[path] != nil { added.append(path) } else { changed.append(path) }
        }
        removed = left.filter { current[$0] == nil && moved[$0] == nil }
        let standing = Set(current.values)
        gone = removed.filter { path in stored[path].map { !standing.contains($0) } ?? true }
    }

    /// Documents to read, ordered by path.
    package var toRead: [String] { (added + changed).sorted() }

    /// Whether there is nothing to do.
    package var isEmpty: Bool { added.isEmpty && changed.isEmpty && moved.isEmpty && removed.isEmpty }

    /// Returns the error that refuses to remove too many documents at once, because the usual cause is a disk that is
    /// not mounted or a half-copied folder. It applies to more than 2 documents and more than `share` of those stored.
    /// Only documents that are gone count. Returns nil if the removal is fine.
    package func refusal(share: Double = 0.3) -> RAGError? {
        let stored = changed.count + unchanged.count + moved.count + removed.count + unseen.count
        guard gone.count > 2, Double(gone.count) > share * Double(stored) else { return nil }
        return RAGError(
            .failed,
            "\(gone.count) of \(stored) documents are gone from the knowledge base; nothing was removed",
            hint: "If this is intended, run it again with --allow-removals"
        )
    }

    /// Returns moves from new to old path: a stored document that left its path moves to a path that needs the same
    /// bytes with the same recipe, preferably with the same file name.
    private static func moves(
        to wanting: [String],
        _ current: [String: DocumentFingerprint],
        from left: [String],
        _ stored: [String: DocumentFingerprint],
        hasOwnTitle: (String) -> Bool
    ) -> [String: String] {
        var unmatched = Dictionary(grouping: left) { stored[$0] }
        var moves: [String: String] = [:]
        func pair(where fits: (_ new: String, _ old: String) -> Bool) {
            for new in wanting where moves[new] == nil {
                guard let index = unmatched[current[new]]?.firstIndex(where: { fits(new, $0) }) else { continue }
                moves[new] = unmatched[current[new]]?.remove(at: index)
            }
        }
        pair { fileName(of: $0) == fileName(of: $1) }
        pair { new, _ in hasOwnTitle(new) }
        return moves
    }

    private static func fileName(of path: String) -> Substring {
        path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]
    }
}
