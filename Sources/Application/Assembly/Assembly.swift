import Answering
import Foundation
import Guard
import Ingestion
import LocalEngine
import OpenAIClient
import RAGCore
import SQLiteStore
import SentenceEncoder
import VectorFile

/// Builds every part from the settings; the only type that knows all of them.
package struct Assembly: Sendable {
    /// The settings that the parts are built from.
    package let settings: Settings
    /// Gets what the person who runs kefu should know.
    package let notify: @Sendable (Notice) -> Void
    let http = HTTPClient()
    /// Embeddings of questions: each is needed more than once for an answer.
    let questions: any EmbeddingCache
    /// The parts that all searches use together.
    let shared = SharedParts()
    /// Limits on the requests to each service, for jobs that make many; nil in a conversation.
    let pacers: ServicePacers?

    /// Creates an assembly; nothing is opened yet. `notify` gets what the person who runs kefu should know.
    package init(_ settings: Settings, notify: @escaping @Sendable (Notice) -> Void) {
        self.init(settings, notify: notify, questions: nil, pacers: nil)
    }

    /// Creates an assembly for a job: `questions` keeps the embeddings of its questions from run to run, and `pacers`
    /// limit its many requests.
    init(
        _ settings: Settings,
        notify: @escaping @Sendable (Notice) -> Void,
        questions: (any EmbeddingCache)?,
        pacers: ServicePacers? = nil
    ) {
        self.settings = settings
        self.notify = notify
        self.questions = RecentEmbeddings(before: questions)
        self.pacers = pacers
    }

    // MARK: Models

    /// Returns the embedding model that is set. Throws `RAGError` (`notConfigured`) where there is none, or its file or
    /// key is missing.
    package func embedder() throws -> any Embedder {
        switch settings.embedding.model.provider {
        case .local:
            return try localEmbedder()
        case .openai:
            let name = settings.embedding.model.name ?? DefaultModels.embedding
            return try remoteEmbedder(EmbeddingModel(name: name, dimensions: settings.embedding.dimensions))
        case .none:
            throw RAGError(
                .notConfigured,
                "There is no search without an embedding model",
                hint: "Set embedding.provider to auto, local or openai"
            )
        }
    }

    func localEmbedder() throws -> SentenceEncoder {
        try shared.encoder {
            try SentenceEncoder(modelFile: CacheFolder.models().appending(path: SentenceEncoder.fileName))
        }
    }

    func remoteEmbedder(_ model: EmbeddingModel) throws -> OpenAIEmbedder {
        OpenAIEmbedder(
            model: model,
            service: try service(settings.embedding.model, pacer: pacers?.embedding),
            limits: EmbeddingLimits(
                textsPerRequest: settings.embedding.batchSize,
                concurrentRequests: settings.embedding.concurrency
            )
        )
    }

    /// Returns the completion model that is set; nil where passages are to be quoted. If the model on this machine
    /// cannot be used, a notice says why. Throws `RAGError` (`notConfigured`) where a key is missing.
    package func chatModel() throws -> (any ChatModel)? {
        switch settings.completion.model.provider {
        case .none: nil
        case .openai:
            OpenAIChatModel(
                name: settings.profile.name,
                service: try service(
                    settings.completion.model,
                    timeouts: settings.profile.timeouts,
                    pacer: pacers?.completion
                )
            )
        case .local:
            switch engine().availability() {
            case .available:
                EngineChatModel(engine: engine(), client: http, timeouts: settings.profile.timeouts) { [notify] name in
                    notify(.startingModel(name))
                }
            case .unavailable(let reason, let hint):
                quoting(because: RAGError(.notConfigured, reason, hint: hint))
            }
        }
    }

    private func quoting(because error: RAGError) -> (any ChatModel)? {
        notify(.quotesPassages(error))
        return nil
    }

    /// The path of the running program.
    static var program: String { Bundle.main.executablePath ?? CommandLine.arguments[0] }

    /// The process that reads large documents: kefu itself. Nil in another program, such as one that tests kefu.
    package static var readerProcess: ReaderProcess? {
        URL(filePath: program).lastPathComponent == "kefu" ? ReaderProcess(program, ["read-document"]) : nil
    }

    /// Returns the engine that runs the completion model on this machine. It starts with the first question.
    package func engine() -> LocalEngine {
        let name = settings.completion.model.provider == .openai ? nil : settings.completion.model.name
        return LocalEngine(
            EngineConfiguration(
                model: URL(filePath: name ?? DefaultModels.engine, relativeTo: CacheFolder.models()).absoluteURL,
                contextTokens: settings.engine.contextTokens,
                threads: settings.engine.threads,
                idleSeconds: Double(settings.engine.idleMinutes * 60),
                supervisor: [Self.program, "engine", "supervise"]
            )
        )
    }

    /// Returns the service of `model`, which speaks the OpenAI protocol. Timeouts and attempts are those of the
    /// settings, unless fewer attempts are given. Throws `RAGError` (`notConfigured`) where the service is OpenAI
    /// itself and there is no key.
    func service(
        _ model: ModelChoice,
        timeouts: HTTPTimeouts? = nil,
        attempts: Int = .max,
        pacer: Pacer? = nil
    ) throws -> OpenAIService {
        guard model.apiKey != nil || !model.isOpenAI else {
            throw RAGError(
                .notConfigured,
                "There is no key for api.openai.com",
                hint: "Set OPENAI_API_KEY; for another service set OPENAI_BASE_URL as well"
            )
        }
        return OpenAIService(
            endpoint: try Endpoint(model.baseURL, apiKey: model.apiKey, headers: settings.network.headers),
            client: http,
            timeouts: timeouts ?? settings.network.timeouts,
            retry: RetryPolicy(maximumRetries: min(settings.network.attempts, attempts) - 1),
            pacer: pacer
        )
    }

    // MARK: Answers

    /// Returns the pipeline that answers questions with the model that is set. Throws `RAGError`.
    package func answerPipeline() async throws -> AnswerPipeline { try await answerPipeline(with: chatModel()) }

    /// Returns the pipeline that answers questions with `model`, which has the properties of the model that is set;
    /// without one passages are quoted. `quotesOnFailure` replaces that property. Throws `RAGError`.
    package func answerPipeline(
        with model: (any ChatModel)?,
        quotesOnFailure: Bool? = nil
    ) async throws -> AnswerPipeline {
        let prompts = try PromptLibrary(folder: settings.prompts)
        let store = try SQLiteStore(at: settings.workspace.database, access: .readOnly)
        Trace.mark("index open")
        let embedder = try await embedder(for: store)
        Trace.mark("embedding model open")
        return try answerPipeline(with: model, prompts, on: store, embedder, quotesOnFailure: quotesOnFailure)
    }

    /// Returns the pipeline that answers from the passages of `store` that `filter` allows.
    func answerPipeline(
        with model: (any ChatModel)?,
        _ prompts: PromptLibrary,
        on store: SQLiteStore,
        _ embedder: any Embedder,
        quotesOnFailure: Bool? = nil,
        where filter: SearchFilter = .all
    ) throws -> AnswerPipeline {
        let profile = model == nil ? settings.quotingProfile : settings.profile
        return AnswerPipeline(
            stored: storedAnswers(store, embedder, where: filter),
            search: try search(store, embedder, model, prompts, where: filter),
            policy: try policy(for: embedder.model),
            handover: Handover(topics: settings.policy.handoverTopics),
            router: try router(embedder),
            listedWords: WordGuard(settings.guards.questions),
            listedAnswers: WordGuard(settings.guards.answers),
            model: model,
            aligner: aligner()?.forSentences,
            summarizer: profile.allowsSecondCall
                ? model.map { ConversationSummarizer(model: $0, prompts: prompts) } : nil,
            prompts: prompts,
            settings: AnswerSettings(
                company: settings.company,
                passages: settings.retrieval.topK,
                contextTokens: profile.contextTokens,
                maximumTokens: settings.completion.answerTokens,
                temperature: settings.completion.temperature,
                memoryTokens: profile.memoryTokens,
                windowTokens: profile.windowTokens,
                unsupported: settings.policy.unsupported,
                quotesWhenModelFails: quotesOnFailure ?? profile.quotesOnFailure,
                isModelSmall: profile.runsLocally
            )
        )
    }

    /// Returns what names the team of a hand-over; nil where no model is set. Throws `RAGError` (`notConfigured`) where
    /// its file cannot be used.
    private func router(_ embedder: any Embedder) throws -> (any TeamRouter)? {
        guard let file = settings.policy.handoverModel else { return nil }
        do {
            return try ClassifierRouter(ClassifierFile(reading: file.path), embedder: embedder)
        } catch let error as UsageError {
            throw RAGError(
                .notConfigured,
                "policy.handover-model: \(error)",
                hint: "Name an existing model, or remove it"
            )
        }
    }

    /// Returns the search for a question as it is meant in its conversation. Throws `RAGError`.
    func search(
        _ store: SQLiteStore,
        _ embedder: any Embedder,
        _ model: (any ChatModel)?,
        _ prompts: PromptLibrary,
        where filter: SearchFilter = .all
    ) throws -> ConversationSearch {
        let writer = model.map { ($0, prompts) }
        let rewriter = settings.profile.allowsSecondCall ? model : nil
        return ConversationSearch(
            retriever: try ranking(store, embedder, writer, where: filter),
            refinedBy: try refinements(store, writer),
            rewriter: rewriter.map { ModelQueryRewriter(model: $0, prompts: prompts) }
        )
    }

    /// Returns the policy that decides whether a question is answered. Throws `RAGError` where the calibration cannot
    /// be read.
    func policy(for model: EmbeddingModel) throws -> AnswerPolicy {
        AnswerPolicy(try calibration(for: model), minimumConfidence: settings.policy.minimumConfidence)
    }

    /// Returns the workspace's own calibration, else the one that suits the model. Throws `RAGError` where it cannot be
    /// read.
    func calibration(for model: EmbeddingModel) throws -> Calibration {
        try StoredCalibration(settings.workspace).load(for: model) ?? .suiting(model)
    }
}
