import RAGCore

/// One search of one snapshot of an index.
struct SnapshotSearch {
    let query: Embedding
    /// How many chunks to return at most; at least 1.
    let limit: Int
    /// Chunks with a lower score are not returned.
    let leastScore: Float
    let filter: SearchFilter
    let snapshot: any IndexSnapshot

    /// Returns the nearest chunks, from `file` as far as it agrees with the snapshot, else from the snapshot itself.
    ///
    /// Calls `onDamage` if the file turns out to be damaged, and then searches without it.
    func scores(with file: VectorFile?, onDamage: () throws -> Void) throws -> [VectorHit] {
        var nearest: [Int64]?
        do {
            nearest = try file.map { try embeddings(in: $0) }
        } catch is VectorFileFault {
            try onDamage()
        }
        let candidates = try nearest ?? scan(snapshot.embeddingIDs(where: filter))
        guard !candidates.isEmpty else { return [] }
        return try snapshot.scores(of: candidates, comparedTo: query, limit: limit, where: filter)
            .filter { $0.score >= leastScore }
    }

    /// Returns the IDs of the best embeddings in `file` and of the best of those that it lacks.
    private func embeddings(in file: VectorFile) throws -> [Int64] {
        let isCurrent = file.revision == snapshot.version.revision
        // The sums of the file may differ from those of the store in the last bit.
        let enough = leastScore - 1e-4
        if isCurrent, filter == .all {
            return try file.matches(query, limit: limit).filter { $0.score >= enough }.map(\.id)
        }
        let allowed = try snapshot.embeddingIDs(where: filter)
        let found = try file.matches(query, limit: limit, in: file.selection(of: allowed))
            .filter { $0.score >= enough }.map(\.id)
        return isCurrent ? found : try found + scan(file.difference(from: allowed).missing)
    }

    /// Reads each of these embeddings from the snapshot; returns the IDs of the best and of all that tie with the last.
    private func scan(_ embeddingIDs: [Int64]) throws -> [Int64] {
        var best = Largest(limit)
        var found: [(id: Int64, score: Float)] = []
        try snapshot.readVectors(embeddingIDs) { id, vector in
            guard let score = query.cosine(to: vector), score >= best.least else { return }
            best.insert(score)
            found.append((id, score))
        }
        return found.filter { $0.score >= best.least }.map(\.id)
    }
}
