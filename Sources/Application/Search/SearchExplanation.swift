import Answering
import RAGCore

/// The reasons for the result of a search: evidence, decision, steps, and the ranks and scores of each passage.
package struct SearchExplanation: Encodable {
    /// The question as it was asked.
    package let question: String
    /// Language of the question; nil if it has no letters.
    package let language: Language?
    /// The figures that the decision is made from.
    package let evidence: Evidence
    /// The decision about the question: `answer`, `direct`, `ask back`, `decline` or `hand over`, with the reason.
    package let decision: String
    /// The steps of the search, in order.
    package let steps: [Step]
    /// The passages, best first.
    package let passages: [Passage]
    /// The part of the filter that excludes it: `language`, `source`, or a key of the metadata.
    package let filteredOut: [Filtered]

    /// The figures that the decision is made from.
    package struct Evidence: Encodable {
        /// Cosine of the nearest passage.
        package let topCosine: Float?
        /// Share of the question's words that the nearest passages hold; nil if it cannot be told.
        package let wordsHeld: Float?
        /// Largest share of the question's words that a single passage holds.
        package let wordsHeldByOne: Float?
        /// Distance of the nearest passage from the others, in their standard deviations.
        package let prominence: Float?
        /// Best score of a passage that was compared with the question word by word.
        package let alignment: Float?
        /// Distance of `alignment` to the passages behind the first.
        package let alignmentLead: Float?
        /// The same distance on the layer of the encoder before the last.
        package let innerLead: Float?
        /// Distance of the question's weakest words in the best passage to the others, in standard deviations.
        package let weakestLead: Float?
        /// Words of the question that no passage says.
        package let uncoveredWords: [String]
        /// Probability that the documents answer the question.
        package let confidence: Double
        /// Least probability at which the question is answered.
        package let minimumConfidence: Double
    }

    /// One step of the search.
    package struct Step: Encodable {
        /// Name of the step.
        package let name: String
        /// Why the step was skipped; nil if it was not.
        package let problem: String?
        /// Texts that the step worked with, such as further wordings of the question.
        package let details: [String]
    }

    /// A passage with its ranks and scores.
    package struct Passage: Encodable {
        /// Rank in the result, from 1.
        package let rank: Int
        /// The score that the result is ordered by.
        package let score: Float
        /// Cosine of question and passage.
        package let cosine: Float
        /// Rank by cosine; nil if the vector search did not find it.
        package let cosineRank: Int?
        /// BM25 score; nil if the keyword search did not find it.
        package let bm25: Float?
        /// Rank by BM25; nil if the keyword search did not find it.
        package let bm25Rank: Int?
        /// Share of the question's words that the passage holds, weighted by rarity; nil if it cannot be told.
        package let wordsHeld: Float?
        /// Score of the comparison with the question word by word; nil if there was none.
        package let alignment: Float?
        /// The reranker's score; nil if it was not reranked.
        package let relevance: Float?
        /// Rank and score after each step; nil for a step whose result it was not in.
        package let places: [Place?]
        /// Passages that were merged into it.
        package let merged: [Merged]
        /// First and last line that were found, if neighbours were joined to the passage; else nil.
        package let foundLines: ClosedRange<Int>?
        /// The passage itself.
        package let found: FoundPassage
    }

    /// Rank, from 1, and score of a passage after a step.
    package struct Place: Encodable {
        /// Rank after the step, from 1.
        package let rank: Int
        /// Score after the step.
        package let score: Float
    }

    /// A passage that was merged into another one.
    package struct Merged: Encodable {
        /// Place of the merged passage.
        package let place: String
        /// `duplicate` or `neighbour`.
        package let reason: String
        /// Share of its word pairs that the other passage holds; nil for a neighbour.
        package let overlap: Float?
    }

    /// A passage that the filter excludes.
    package struct Filtered: Encodable {
        /// Place of the excluded passage.
        package let place: String
        /// Cosine of question and passage.
        package let cosine: Float
        /// Which filter: `language`, `source`, or a key of the metadata.
        package let filter: String
    }

    /// Explains `retrieval`, of which the first `limit` passages are shown. `isDirect` means that a stored answer would
    /// be given. `unfiltered` is the same search without `filter`; nil if there is no filter.
    package init(
        of question: String,
        _ retrieval: Retrieval,
        limit: Int,
        policy: AnswerPolicy,
        isDirect: Bool,
        filter: SearchFilter,
        unfiltered: Retrieval?
    ) {
        self.question = question
        language = retrieval.evidence.language
        evidence = Evidence(
            topCosine: retrieval.evidence.topScore,
            wordsHeld: retrieval.evidence.coverage,
            wordsHeldByOne: retrieval.evidence.keywordCoverage,
            prominence: retrieval.evidence.prominence,
            alignment: retrieval.evidence.alignment,
            alignmentLead: retrieval.evidence.alignmentLead,
            innerLead: retrieval.evidence.innerLead,
            weakestLead: retrieval.evidence.weakestLead,
            uncoveredWords: retrieval.evidence.uncoveredWords,
            confidence: policy.calibration.confidence(retrieval.evidence),
            minimumConfidence: policy.minimumConfidence(for: retrieval.evidence)
        )
        decision = isDirect ? "direct" : policy.decide(question, retrieval, after: Conversation()).words
        steps = retrieval.steps.map { Step(name: $0.name, problem: $0.problem, details: $0.details) }
        let places = retrieval.steps.map { step in
            Dictionary(
                step.ranking.enumerated().map { ($1.chunkID, Place(rank: $0 + 1, score: $1.score)) },
                uniquingKeysWith: { first, _ in first }
            )
        }
        passages = retrieval.passages.prefix(limit).enumerated().map { rank, passage in
            Passage(rank: rank + 1, passage, places: places.map { $0[passage.hit.chunkID] })
        }
        let seen = Set(retrieval.steps.flatMap { $0.ranking.map(\.chunkID) })
        filteredOut = (unfiltered?.hits ?? []).filter { !seen.contains($0.chunkID) }.map { hit in
            Filtered(place: FoundPassage(hit).place, cosine: hit.score, filter: filter.reason(against: hit))
        }
    }
}

extension SearchExplanation.Passage {
    fileprivate init(rank: Int, _ passage: RankedPassage, places: [SearchExplanation.Place?]) {
        self.rank = rank
        score = passage.score
        cosine = passage.hit.score
        cosineRank = passage.vectorRank
        bm25 = passage.keyword?.score
        bm25Rank = passage.keywordRank
        wordsHeld = passage.keyword?.coverage
        alignment = passage.alignment?.score
        relevance = passage.relevance
        self.places = places
        merged = passage.absorbed.map(SearchExplanation.Merged.init)
        foundLines = passage.foundLines
        found = FoundPassage(passage.hit)
    }
}

extension SearchExplanation.Merged {
    fileprivate init(_ passage: AbsorbedPassage) {
        place = FoundPassage(passage.hit).place
        switch passage.reason {
        case .duplicate(let overlap): (reason, self.overlap) = ("duplicate", overlap)
        case .neighbour: (reason, overlap) = ("neighbour", nil)
        }
    }
}

extension AnswerPolicy.Decision {
    /// The decision in the words of `kefu search --explain`.
    fileprivate var words: String {
        switch self {
        case .answer: "answer"
        case .askBack: "ask back"
        case .decline(let reason): "decline (\(reason.rawValue))"
        case .handOver(let reason): "hand over (\(reason.rawValue))"
        }
    }
}

extension SearchFilter {
    /// Returns the part of the filter that excludes `hit`; the source if no other part does, because a hit does not
    /// hold its source.
    fileprivate func reason(against hit: SearchHit) -> String {
        if !languages.isEmpty, hit.chunk.language.map({ !languages.contains($0) }) ?? true { return "language" }
        let failing = metadata.first { key, wanted in
            let values = hit.documentMetadata.filter { $0.key.foldingCaseAndWidth() == key.foldingCaseAndWidth() }
                .flatMap(\.value)
            return Set(values.map { $0.foldingCaseAndWidth() })
                .isDisjoint(with: wanted.map { $0.foldingCaseAndWidth() })
        }
        return failing?.key ?? "source"
    }
}
