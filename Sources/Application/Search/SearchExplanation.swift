import Answering
import RAGCore

/// Why a search found what it found, for `kefu search --explain`.
package struct SearchExplanation: Encodable {
    package let question: String
    package let language: Language?
    package let evidence: Evidence
    /// What would be done with the question: `answer`, `direct`, `ask back`, `decline` or `hand over`, with the reason.
    package let decision: String
    /// What was done, in order.
    package let steps: [Step]
    /// Best first.
    package let passages: [Passage]
    /// Passages that would stand among the best without the filter.
    package let filteredOut: [Filtered]

    /// What the decision rests on.
    package struct Evidence: Encodable {
        /// Cosine of the nearest passage.
        package let topCosine: Float?
        /// Share of the question's words that the nearest passages hold; nil where it says nothing.
        package let wordsHeld: Float?
        /// The largest share that one passage holds.
        package let wordsHeldByOne: Float?
        /// How far the nearest stands out from the others, in their standard deviations.
        package let prominence: Float?
        /// Chance that the documents answer the question, and the least that suffices.
        package let confidence: Double
        package let minimumConfidence: Double
    }

    /// One step, with the ranking behind it.
    package struct Step: Encodable {
        package let name: String
        /// Why it was passed over.
        package let problem: String?
        /// What it worked with, such as further wordings of the question.
        package let details: [String]
    }

    /// A passage that was found, with what put it there.
    package struct Passage: Encodable {
        package let rank: Int
        /// What it is ranked by in the end.
        package let score: Float
        package let cosine: Float
        package let cosineRank: Int?
        package let bm25: Float?
        package let bm25Rank: Int?
        /// Share of the question's words that it holds, by their rarity.
        package let wordsHeld: Float?
        /// What the reranker gave it.
        package let relevance: Float?
        /// Its place behind each step, from 1, and its score there; nil where it was not among the passages.
        package let places: [Place?]
        package let merged: [Merged]
        /// First and last line that it was found by, where neighbours have joined it.
        package let foundLines: ClosedRange<Int>?
        package let found: FoundPassage
    }

    package struct Place: Encodable {
        package let rank: Int
        package let score: Float
    }

    /// A passage that another one stands for.
    package struct Merged: Encodable {
        package let place: String
        /// `duplicate` or `neighbour`.
        package let reason: String
        /// Share of its word pairs that the other one holds; for duplicates.
        package let overlap: Float?
    }

    package struct Filtered: Encodable {
        package let place: String
        package let cosine: Float
        /// Which filter: `language`, `source`, or a key of the metadata.
        package let filter: String
    }

    /// `isDirect` where a stored answer would be given as it stands. The first `limit` passages of `retrieval` are
    /// told. `unfiltered` is the same search without `filter`; nil where there is none.
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
            confidence: policy.calibration.confidence(retrieval.evidence),
            minimumConfidence: policy.minimumConfidence
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
    /// For people.
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
    /// Which part of the filter keeps `hit` away. A hit does not tell its source, so that is what remains.
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
