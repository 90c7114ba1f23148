extension Settings {
    /// The settings below `retrieval` and `reranking`: the search for passages.
    package struct Retrieval: Sendable {
        /// The program that puts the best passages in order once more.
        package enum Reranking: String, Sendable, CaseIterable {
            /// Nothing.
            case none
            /// A service that speaks `/rerank`: Cohere, Jina, vLLM, llama.cpp.
            case service
            /// The completion model.
            case chat
        }

        /// Passages that are retrieved for a question.
        package let topK: Int
        /// Weight of the cosine in the score of a passage, 0 to 1: with 1 the search goes by meaning alone, with 0 by
        /// words alone.
        package let vectorWeight: Double
        /// Weight in the ranking of the comparison word by word, 0 to 1; at least 0.7 where no passage is in the
        /// language of the question. With 0 passages are not compared so.
        package let alignmentWeight: Double
        /// Whether misspelt questions are searched for as they were probably meant.
        package let correctsSpelling: Bool
        /// Whether passages that repeat a better one are merged into it.
        package let deduplicates: Bool
        /// Weight of relevance against diversity in maximal marginal relevance, 0 to 1; nil for relevance alone.
        package let mmr: Double?
        /// Chunks of the same section that may be joined to a passage on each side.
        package let neighbours: Int
        /// Number of further wordings of a question that the completion model writes and that are searched for too.
        package private(set) var multiQuery: Int
        /// Whether the completion model invents an answer that is searched for too (HyDE, Gao et al. 2022).
        package private(set) var hyde: Bool

        /// The program that reranks passages.
        package private(set) var reranking: Reranking
        /// Name, address and key of the reranking service.
        package let reranker: ModelChoice
        /// Number of passages that are reranked.
        package let rerankedPassages: Int

        /// Whether a search asks the completion model.
        package var asksModel: Bool { multiQuery > 0 || hyde || reranking == .chat }

        /// The settings as they are if no search asks the completion model; otherwise without further wordings,
        /// invented answers and reranking.
        var withoutModel: Settings.Retrieval {
            guard asksModel else { return self }
            var settings = self
            settings.multiQuery = 0
            settings.hyde = false
            settings.reranking = .none
            return settings
        }

        init(_ reader: inout SettingsReader, environment: [String: String]) throws {
            topK = try reader.integer("retrieval.top-k", default: 4, in: 1...100)
            vectorWeight = try reader.number("retrieval.vector-weight", default: 0.7, in: 0...1)
            alignmentWeight = try reader.number("retrieval.alignment-weight", default: 0.3, in: 0...1)
            correctsSpelling = try reader.boolean("retrieval.correct-spelling", default: true)
            deduplicates = try reader.boolean("retrieval.deduplicate", default: true)
            mmr = try reader.optionalNumber("retrieval.mmr", in: 0...1)
            neighbours = try reader.integer("retrieval.neighbours", default: 0, in: 0...8)
            multiQuery = try reader.integer("retrieval.multi-query", default: 0, in: 0...8)
            hyde = try reader.boolean("retrieval.hyde", default: false)
            reranking = try reader.choice("reranking.provider", default: .none)
            reranker = try reader.reranker(environment: environment)
            rerankedPassages = try reader.integer("reranking.passages", default: 20, in: 2...100)
        }
    }
}
