import RAGCore

/// Extends a passage by the neighbouring chunks that belong to it: same document, same headings, same record, same
/// language. Neighbours that were found themselves are merged into it.
package struct NeighbourJoining: Refinement {
    private let neighbours: any ChunkNeighbours
    private let reach: Int
    private let tokenBudget: Int

    /// Creates the step. At most `reach` chunks are joined on each side, while the result has at most `tokenBudget`
    /// tokens, headings included.
    package init(_ neighbours: any ChunkNeighbours, reach: Int, tokenBudget: Int) {
        self.neighbours = neighbours
        self.reach = reach
        self.tokenBudget = tokenBudget
    }

    /// The step, for `kefu search --explain`.
    package var name: String { "joined with up to \(reach) neighbours on each side" }

    /// Returns more than `limit`, because several found passages may become one.
    package func depth(for limit: Int) -> Int { limit + 2 * reach }

    /// Returns the passages with their neighbours. Throws `RAGError` if the neighbours cannot be read.
    package func refine(_ passages: [RankedPassage], for question: String) async throws -> [RankedPassage] {
        let near = try await neighbours.neighbours(of: passages.map(\.hit.chunkID), within: reach)
        return Self.joined(passages, near, tokenBudget: tokenBudget)
    }

    /// Returns the passages, best first, each with those of its neighbours in `near` that belong to it and were not
    /// joined to a better one.
    static func joined(_ passages: [RankedPassage], _ near: [Int64: [Chunk]], tokenBudget: Int) -> [RankedPassage] {
        var taken: Set<Spot> = []
        var places: [Spot: Int] = [:]
        for (place, passage) in passages.enumerated() { places[Spot(passage.hit)] = place }
        return passages.enumerated().compactMap { place, passage in
            let hit = passage.hit
            guard taken.insert(Spot(hit)).inserted else { return nil }
            let free = (near[hit.chunkID] ?? []).filter { chunk in
                hit.chunk.belongs(with: chunk) && !taken.contains(Spot(hit.documentPath, chunk.ordinal))
            }
            let heading = TokenEstimator.count(hit.heading)
            let run = ChunkRun(around: hit.chunk, from: free, tokenBudget: tokenBudget - heading)
            guard run.chunks.count > 1 else { return passage }
            var joined = passage
            for chunk in run.chunks where chunk.ordinal != hit.chunk.ordinal {
                let spot = Spot(hit.documentPath, chunk.ordinal)
                taken.insert(spot)
                if let other = places[spot], other > place {
                    joined.absorbed.append(AbsorbedPassage(hit: passages[other].hit, reason: .neighbour))
                    joined.absorbed += passages[other].absorbed
                }
            }
            joined.foundLines = hit.chunk.lines
            joined.hit = hit.with(run.joined)
            return joined
        }
    }

    /// The place of a chunk in the knowledge base.
    private struct Spot: Hashable {
        let path: String
        let ordinal: Int

        init(_ path: String, _ ordinal: Int) {
            self.path = path
            self.ordinal = ordinal
        }

        init(_ hit: SearchHit) {
            self.init(hit.documentPath, hit.chunk.ordinal)
        }
    }
}

extension Chunk {
    /// Returns whether the two are parts of one section or of one record.
    fileprivate func belongs(with other: Chunk) -> Bool {
        headingPath == other.headingPath && question == other.question
            && (language == nil || other.language == nil || language == other.language)
    }
}

extension SearchHit {
    /// Returns the same hit with another chunk.
    fileprivate func with(_ chunk: Chunk) -> SearchHit {
        SearchHit(
            chunkID: chunkID,
            documentPath: documentPath,
            documentTitle: documentTitle,
            documentMetadata: documentMetadata,
            chunk: chunk,
            score: score
        )
    }
}
