import Answering
import Foundation
import Ingestion
import OpenAIClient
import RAGCore
import SQLiteStore
import VectorFile

extension Assembly {
    /// The completion model with its prompts, for what is written before the answer.
    typealias Writer = (model: any ChatModel, prompts: PromptLibrary)

    /// Returns the retriever of passages that `filter` allows. Throws `RAGError`.
    package func retriever(where filter: SearchFilter = .all) async throws -> any Retriever {
        try await retrieval(where: filter).retriever
    }

    /// Returns the retriever, the stored answers and the policy that decides whether to answer from the passages.
    /// Throws `RAGError`.
    package func retrieval(where filter: SearchFilter) async throws
        -> (retriever: any Retriever, stored: StoredAnswers, policy: AnswerPolicy)
    {
        let store = try SQLiteStore(at: settings.workspace.database, access: .readOnly)
        Trace.mark("index open")
        let embedder = try await embedder(for: store)
        Trace.mark("embedding model open")
        let model = settings.retrieval.asksModel ? try chatModel() : nil
        let writer = try model.map { ($0, try PromptLibrary(folder: settings.prompts)) }
        let retriever = RefinedRetriever(
            try ranking(store, embedder, writer, where: filter),
            by: try refinements(store, writer)
        )
        return (retriever, storedAnswers(store, embedder, where: filter), try policy(for: embedder.model))
    }

    /// The search for the answers that people have written.
    func storedAnswers(_ store: SQLiteStore, _ embedder: any Embedder, where filter: SearchFilter = .all)
        -> StoredAnswers
    {
        StoredAnswers(
            embedder: embedder,
            questions: ValidVectors(
                storedQuestions(of: store, embedder.model),
                validity: RememberedValidity(store),
                today: Validity.today
            ),
            filter: filter,
            synonyms: Synonyms(adding: settings.policy.synonyms)
        )
    }

    /// How passages are ranked: both sides of the search mixed, for the question as it is written and as it was
    /// probably meant. Throws `RAGError` where the calibration cannot be read.
    func ranking(
        _ store: SQLiteStore,
        _ embedder: any Embedder,
        _ writer: Writer?,
        where filter: SearchFilter = .all
    ) throws -> any Retriever {
        let retriever = expanded(store, embedder, writer, where: filter)
        guard settings.retrieval.correctsSpelling else { return retriever }
        let calibration = try calibration(for: embedder.model)
        return CorrectedRetriever(retriever, by: spelling(of: store), calibration: calibration)
    }

    /// The correction of questions by the words of the index. Common words are those of the encoder on this machine,
    /// if it is installed.
    func spelling(of store: SQLiteStore) -> KnowledgeSpelling {
        shared.spelling(of: store.identity) {
            KnowledgeSpelling(store, file: settings.workspace.words) {
                let encoder = try? localEmbedder()
                return (encoder?.hanPieces() ?? [:], encoder?.latinWords() ?? [:])
            }
        }
    }

    /// Both sides of the search mixed, and the same for what a completion model writes of the question.
    private func expanded(
        _ store: SQLiteStore,
        _ embedder: any Embedder,
        _ writer: Writer?,
        where filter: SearchFilter
    ) -> any Retriever {
        let validity = RememberedValidity(store)
        let vectors = ValidVectors(
            ExplainedIndex(base: vectors(of: store, embedder.model)),
            validity: validity,
            today: Validity.today
        )
        var retriever: any Retriever = HybridRetriever(
            embedder: embedder,
            vectors: vectors,
            keywords: ValidKeywords(store.keywords, validity: validity, today: Validity.today),
            code: embedder.embedsCode
                ? ValidKeywords(store.codeWords, validity: validity, today: Validity.today) : nil,
            mix: ScoreMix(vectorWeight: Float(settings.retrieval.vectorWeight)),
            aligner: aligner(),
            filter: filter
        )
        guard let (model, prompts) = writer else { return retriever }
        if settings.retrieval.multiQuery > 0 {
            let variants = QueryVariants(model: model, prompts: prompts, count: settings.retrieval.multiQuery)
            retriever = ExpandedRetriever(retriever, by: variants)
        }
        if settings.retrieval.hyde {
            let invented = HypotheticalPassage(model: model, prompts: prompts)
            let passages = VectorRetriever(embedder: PassageSideEmbedder(embedder), index: vectors, filter: filter)
            retriever = ExpandedRetriever(retriever, by: invented, searching: passages)
        }
        return retriever
    }

    /// The vector side of the search.
    func vectors(of store: SQLiteStore, _ model: EmbeddingModel) -> MappedIndex {
        MappedIndex(of: store, model: model, folder: settings.workspace.vectors)
    }

    /// The search for passages by the questions that they are the stored answers to.
    func storedQuestions(of store: SQLiteStore, _ model: EmbeddingModel) -> MappedIndex {
        MappedIndex(of: store.questions, model: model, folder: settings.workspace.questionVectors)
    }

    /// The steps that are taken with the ranked passages, in this order: nothing is judged twice, the reranker's
    /// order is spread, and only what is left grows by its neighbours.
    func refinements(_ store: SQLiteStore, _ writer: Writer?) throws -> [any Refinement] {
        let retrieval = settings.retrieval
        var refinements: [any Refinement] = []
        if retrieval.deduplicates { refinements.append(Deduplication()) }
        if let reranker = try reranker(writer) {
            refinements.append(Reranking(by: reranker, passages: retrieval.rerankedPassages))
        }
        if let lambda = retrieval.mmr { refinements.append(Diversification(lambda: Float(lambda))) }
        if retrieval.neighbours > 0 {
            refinements.append(
                NeighbourJoining(
                    ValidNeighbours(store.neighbours, today: Validity.today),
                    reach: retrieval.neighbours,
                    tokenBudget: settings.profile.contextTokens
                )
            )
        }
        return refinements
    }

    /// The program that puts the best passages in order once more; nil where nothing is to.
    /// Throws `RAGError` (`notConfigured`) where a service is meant and its address or model is not set.
    func reranker(_ writer: Writer?) throws -> (any Reranker)? {
        switch settings.retrieval.reranking {
        case .none: return nil
        case .chat: return writer.map { ModelReranker(model: $0.model, prompts: $0.prompts) }
        case .service:
            let reranker = settings.retrieval.reranker
            guard let name = reranker.name, !reranker.baseURL.isEmpty else {
                throw RAGError(
                    .notConfigured,
                    "The reranking service has no \(reranker.name == nil ? "model" : "address")",
                    hint: "Set reranking.model and reranking.base-url, or reranking.provider to none or chat"
                )
            }
            return OpenAIReranker(
                name: name,
                service: try service(reranker, timeouts: rerankingTimeouts, attempts: 2, pacer: pacers?.reranking)
            )
        }
    }

    /// A better order is not worth a long wait: the search has one already.
    private var rerankingTimeouts: HTTPTimeouts {
        var timeouts = settings.network.timeouts
        timeouts.connect = min(timeouts.connect, .seconds(5))
        timeouts.firstByte = min(timeouts.firstByte, .seconds(15))
        timeouts.idle = min(timeouts.idle, .seconds(5))
        return timeouts
    }

    /// The embedder of questions, which embeds as the passages of the index were embedded, whatever the settings name
    /// by now: the index of the old model answers until that of the new one is whole.
    func embedder(for store: SQLiteStore) async throws -> any Embedder {
        let model = try await store.currentGeneration()?.recipe.model
        let embedder = try model.map(embedder(of:)) ?? embedder()
        return CachingEmbedder(embedder, cache: questions, dimensions: try await store.dimensions(of: embedder.model))
    }

    /// The embedder with `model`. Throws `RAGError` (`notConfigured`) where the settings do not reach it.
    func embedder(of model: EmbeddingModel) throws -> any Embedder {
        let configured = Result { try embedder() }
        if case .success(let embedder) = configured, embedder.model == model { return embedder }
        if let local = try? localEmbedder(), local.model == model { return local }
        guard settings.embedding.model.provider == .openai else {
            throw RAGError(
                .notConfigured,
                "The index was made with the embedding model \(model), and \(try configured.get().model) is set now",
                hint: "Run `kefu refresh`, or set embedding.provider and embedding.model back"
            )
        }
        return try remoteEmbedder(model)
    }
}
