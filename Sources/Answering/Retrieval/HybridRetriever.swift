import RAGCore

/// Ranks by embeddings, by keywords and word by word: the nearest passages by cosine and the best by BM25, with their
/// scores mixed, and the first of them by the alignment of their tokens with those of the question.
package struct HybridRetriever: Retriever {
    private let embedder: any Embedder
    private let vectors: any VectorIndex
    private let keywords: any KeywordIndex
    private let code: (any KeywordIndex)?
    private let mix: ScoreMix
    private let aligner: PassageAligner?
    private let filter: SearchFilter

    /// The least number of candidates of each side.
    static let depth = 100

    /// Creates a retriever. `vectors` must hold embeddings of the model of `embedder`, and `keywords` the words of
    /// the same chunks, except those of programs, whose words are in `code`. With an `aligner` the first passages are
    /// compared word by word, which changes their order and adds to the evidence.
    package init(
        embedder: any Embedder,
        vectors: any VectorIndex,
        keywords: any KeywordIndex,
        code: (any KeywordIndex)? = nil,
        mix: ScoreMix = ScoreMix(),
        aligner: PassageAligner? = nil,
        filter: SearchFilter = .all
    ) {
        self.embedder = embedder
        self.vectors = vectors
        self.keywords = keywords
        self.code = code
        self.mix = mix
        self.aligner = aligner
        self.filter = filter
    }

    /// Returns the mixed ranking with the evidence of the cosine side. Throws `RAGError`.
    package func retrieve(_ question: String, limit: Int) async throws -> Retrieval {
        try await retrieve(question, limit: limit, isRetry: false)
    }

    private func retrieve(_ question: String, limit: Int, isRetry: Bool) async throws -> Retrieval {
        let depth = max(limit, Self.depth)
        async let matching = keywords.matching(question, limit: depth, where: filter)
        async let matchingCode = code?.matching(question, limit: depth, where: filter)
        async let tokens = aligner?.tokens(of: question)
        let query = try await embedder.embed(question, as: .query)
        Trace.mark("question embedded")
        let nearest = try await vectors.scores(nearestTo: query, limit: depth, where: filter)
        let (text, functions) = try await (matching, matchingCode ?? [])
        let matches = text + functions
        Trace.mark("passages found")

        var ranking = try await Array(
            mix.ranking(
                vectors: nearest,
                keywords: text,
                code: cosines(of: functions, in: nearest, query)
            ).prefix(aligner == nil ? limit : max(limit, PassageAligner.depth))
        )
        let evidenceIDs = nearest.prefix(RetrievalEvidence.depth).map(\.chunkID)
        let read = try await vectors.passages(
            evidenceIDs + ranking.map(\.chunkID).filter { !evidenceIDs.contains($0) },
            comparedTo: query
        )
        // A new generation of the index may have replaced the one that was searched.
        if read.isEmpty, !ranking.isEmpty, !isRetry { return try await retrieve(question, limit: limit, isRetry: true) }
        let hits = Dictionary(uniqueKeysWithValues: read.map { ($0.chunkID, $0) })
        let first = ranking.prefix(PassageAligner.depth).compactMap { hits[$0.chunkID] }
        let aligned: PassageAlignments?
        if let aligner, let tokens = try await tokens {
            aligned = try await aligner.alignments(of: tokens, in: Language(of: question), with: first)
        } else {
            aligned = nil
        }
        if let aligned {
            let scores = Dictionary(uniqueKeysWithValues: ranking.map { ($0.chunkID, $0.score) })
            ranking = ScoreMix.reordered(ranking, by: aligned.mixed(into: scores))
        }
        let vectorRanks = Dictionary(uniqueKeysWithValues: nearest.enumerated().map { ($1.chunkID, $0 + 1) })
        let keywordRanks = Dictionary(
            uniqueKeysWithValues: [text, functions].flatMap { hits in
                hits.enumerated().map { (key: $1.chunkID, value: (rank: $0 + 1, hit: $1)) }
            }
        )
        // A document may be replaced between the searches. Chunks that no longer exist are left out.
        let passages = ranking.prefix(limit).compactMap { ranked in
            hits[ranked.chunkID].map { hit in
                let keyword = keywordRanks[ranked.chunkID]
                return RankedPassage(
                    hit: hit,
                    score: ranked.score,
                    vectorRank: vectorRanks[ranked.chunkID],
                    keywordRank: keyword?.rank,
                    keyword: keyword?.hit,
                    alignment: aligned?.alignments[ranked.chunkID]
                )
            }
        }
        return Retrieval(
            passages: passages,
            // From the cosine side alone: keywords match any question, and the thresholds were fitted on cosines.
            evidence: RetrievalEvidence(
                question: question,
                nearest: evidenceIDs.compactMap { hits[$0] },
                scores: nearest.map(\.score),
                keywordCoverage: matches.map(\.coverage).max() ?? 0,
                aligned: aligned
            ),
            steps: [
                RetrievalStep(
                    "scores mixed, \(nearest.count) by cosine, \(matches.count) by words, \(aligned?.alignments.count ?? 0) word by word",
                    passages
                )
            ]
        )
    }

    /// Returns the functions that share words with the question, each with its cosine.
    private func cosines(of functions: [KeywordHit], in nearest: [VectorHit], _ query: Embedding) async throws
        -> [ScoreMix.Function]
    {
        guard !functions.isEmpty else { return [] }
        var cosines = Dictionary(nearest.map { ($0.chunkID, $0.score) }) { first, _ in first }
        let others = functions.map(\.chunkID).filter { cosines[$0] == nil }
        var parts: [Int64: CodePart] = [:]
        for hit in nearest { parts[hit.chunkID] = hit.code }
        for hit in try await vectors.passages(others, comparedTo: query) {
            cosines[hit.chunkID] = hit.score
            parts[hit.chunkID] = hit.chunk.code
        }
        return functions.compactMap { hit in
            guard let cosine = cosines[hit.chunkID], let part = parts[hit.chunkID] else { return nil }
            return ScoreMix.Function(chunkID: hit.chunkID, cosine: cosine, words: hit.score, part: part)
        }
    }
}
