import RAGCore

/// One search of one snapshot of an index.
struct SnapshotSearch {
    let query: Embedding
    /// At least 1.
    let limit: Int
    /// Chunks with less are not looked up.
    let leastScore: Float
    let filter: SearchFilter
    let snapshot: any IndexSnapshot

    /// The nearest chunks: by `file` as far as it agrees with the snapshot, and by the snapshot's own vectors. `onDamage` is called
    /// where the file proves damaged; the search then does without.
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

    /// The best of the embeddings that `file` has, and the best of those that it lacks.
    private func embeddings(in file: VectorFile) throws -> [Int64] {
        let isCurrent = file.revision == snapshot.version.revision
        // The file's own sums may differ from the store's in the last bit.
        let enough = leastScore - 1e-4
        if isCurrent, filter == .all {
            return try file.matches(query, limit: limit).filter { $0.score >= enough }.map(\.id)
        }
        let allowed = try snapshot.embeddingIDs(where: filter)
        let found = try file.matches(query, limit: limit, in: file.selection(of: allowed))
            .filter { $0.score >= enough }.map(\.id)
        return isCurrent ? found : try found + scan(file.difference(from: allowed).missing)
    }

    /// The best of these embeddings by reading each from the store, and what ties with the last of them.
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
