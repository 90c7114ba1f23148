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

/// Builds every part from the settings; the only place that knows all of them.
package struct Assembly: Sendable {
    package let settings: Settings
    /// Gets what the person who runs kefu should know.
    package let notify: @Sendable (Notice) -> Void
    package let http = HTTPClient()
    /// Embeddings of the questions asked: each is needed more than once.
    package let questions: any EmbeddingCache
    /// What the requests to each service pass through where a job makes many of them; nil in a conversation.
    package let pacers: ServicePacers?

    /// `questions` is where a job keeps the embeddings of its questions from run to run.
    package init(
        _ settings: Settings,
        notify: @escaping @Sendable (Notice) -> Void,
        questions: (any EmbeddingCache)? = nil,
        pacers: ServicePacers? = nil
    ) {
        self.pacers = pacers
        self.settings = settings
        self.notify = notify
        self.questions = RecentEmbeddings(before: questions)
    }

    // MARK: Models

    /// What turns texts into embeddings.
    package func embedder() throws -> any Embedder {
        switch settings.embedding.provider {
        case .local, .auto:
            return try localEmbedder()
        case .openai:
            let name = settings.embedding.name ?? DefaultModels.embedding
            return try remoteEmbedder(EmbeddingModel(name: name, dimensions: settings.embeddingDimensions))
        case .none:
            throw RAGError(
                .notConfigured,
                "There is no search without an embedding model",
                hint: "Set embedding.provider to auto, local or openai"
            )
        }
    }

    package func localEmbedder() throws -> SentenceEncoder {
        try SentenceEncoder(modelFile: CacheFolder.models().appending(path: SentenceEncoder.fileName))
    }

    package func remoteEmbedder(_ model: EmbeddingModel) throws -> OpenAIEmbedder {
        OpenAIEmbedder(
            model: model,
            service: try service(settings.embedding, pacer: pacers?.embedding),
            limits: EmbeddingLimits(
                textsPerRequest: settings.embeddingBatch,
                concurrentRequests: settings.embeddingConcurrency
            )
        )
    }

    /// What writes answers; nil where passages are to be quoted.
    package func chatModel() throws -> (any ChatModel)? {
        switch settings.completion.provider {
        case .none: nil
        case .openai:
            OpenAIChatModel(
                name: settings.completion.name ?? DefaultModels.completion,
                service: try service(settings.completion, pacer: pacers?.completion)
            )
        case .local, .auto:
            switch engine().availability() {
            case .available:
                EngineChatModel(engine: engine(), client: http, timeouts: patientTimeouts) { [notify] name in
                    notify(.startingModel(name))
                }
            case .unavailable(let reason, let hint):
                quoting(because: RAGError(.notConfigured, reason, hint: hint))
            }
        }
    }

    /// Says why passages are quoted.
    private func quoting(because error: RAGError) -> (any ChatModel)? {
        notify(.quotesPassages(error))
        return nil
    }

    /// The local completion model.
    package func engine() -> LocalEngine {
        let name = settings.completion.provider == .openai ? nil : settings.completion.name
        let program = Bundle.main.executablePath ?? CommandLine.arguments[0]
        return LocalEngine(
            EngineConfiguration(
                model: URL(filePath: name ?? DefaultModels.engine, relativeTo: CacheFolder.models()).absoluteURL,
                contextTokens: settings.engineContextTokens,
                threads: settings.engineThreads,
                idleSeconds: Double(settings.engineIdleMinutes * 60),
                supervisor: [program, "engine", "supervise"]
            )
        )
    }

    /// A service that speaks the OpenAI protocol, by default with the patience that the settings name.
    /// Throws `RAGError` (`notConfigured`) where OpenAI itself is meant and there is no key.
    package func service(
        _ model: Settings.Model,
        timeouts: HTTPTimeouts? = nil,
        attempts: Int = .max,
        pacer: Pacer? = nil
    ) throws -> OpenAIService {
        guard model.apiKey != nil || URL(string: model.baseURL)?.host() != "api.openai.com" else {
            throw RAGError(
                .notConfigured,
                "There is no key for api.openai.com",
                hint: "Set OPENAI_API_KEY; for another service set OPENAI_BASE_URL as well"
            )
        }
        return OpenAIService(
            endpoint: try Endpoint(model.baseURL, apiKey: model.apiKey, headers: settings.serviceHeaders),
            client: http,
            timeouts: timeouts ?? self.timeouts,
            retry: RetryPolicy(maximumRetries: min(settings.attempts, attempts) - 1),
            pacer: pacer
        )
    }

    package var timeouts: HTTPTimeouts {
        HTTPTimeouts(
            connect: .seconds(settings.connectSeconds),
            firstByte: .seconds(settings.firstByteSeconds),
            idle: .seconds(settings.idleSeconds)
        )
    }

    /// The local model reads a long prompt on busy cores for minutes before its first word.
    private var patientTimeouts: HTTPTimeouts {
        var timeouts = timeouts
        timeouts.firstByte = max(timeouts.firstByte, .seconds(600))
        timeouts.idle = max(timeouts.idle, .seconds(120))
        return timeouts
    }

    // MARK: Answers

    /// What answers questions, in the words of the model that is set.
    package func answerPipeline() async throws -> AnswerPipeline { try await answerPipeline(with: chatModel()) }

    /// What answers questions in the words of `model`; without one passages are quoted. `isLocal` and what becomes of a model that
    /// fails follow from the model, unless they are said.
    package func answerPipeline(
        with model: (any ChatModel)?,
        isLocal: Bool? = nil,
        quotesWhenModelFails: Bool? = nil
    ) async throws -> AnswerPipeline {
        let prompts = try PromptLibrary(folder: settings.prompts)
        let store = try SQLiteStore(at: settings.workspace.database, access: .readOnly)
        Trace.mark("index open")
        let embedder = try await embedder(for: store)
        Trace.mark("embedding model open")
        let isLocal = isLocal ?? (model is EngineChatModel)
        return AnswerPipeline(
            stored: storedAnswers(store, embedder),
            search: try search(store, embedder, model, prompts),
            policy: try policy(for: embedder.model),
            handover: Handover(topics: settings.handoverTopics),
            listedWords: WordGuard(settings.guards.questions),
            listedAnswers: WordGuard(settings.guards.answers),
            model: model,
            // On this machine a summary would take as long as an answer, and the next question would wait for it.
            summarizer: isLocal ? nil : model.map { ConversationSummarizer(model: $0, prompts: prompts) },
            prompts: prompts,
            settings: AnswerSettings(
                company: settings.company,
                passages: settings.retrieval.topK,
                contextTokens: contextTokens(isLocal: isLocal),
                maximumTokens: settings.answerTokens,
                temperature: settings.temperature ?? 0,
                memoryTokens: settings.memoryTokens ?? (isLocal ? 300 : 2_000),
                windowTokens: isLocal ? settings.engineContextTokens : settings.windowTokens,
                unsupported: settings.unsupported,
                quotesWhenModelFails: quotesWhenModelFails ?? isLocal
            )
        )
    }

    /// What finds passages for a question as it is meant in its conversation.
    package func search(
        _ store: SQLiteStore,
        _ embedder: any Embedder,
        _ model: (any ChatModel)?,
        _ prompts: PromptLibrary
    ) throws -> ConversationSearch {
        let writer = model.map { ($0, prompts) }
        // A model on this machine is too slow to be asked twice for one answer.
        let rewriter = model is EngineChatModel ? nil : model
        return ConversationSearch(
            retriever: ranking(store, embedder, writer),
            refinedBy: try refinements(store, writer),
            rewriter: rewriter.map { ModelQueryRewriter(model: $0, prompts: prompts) }
        )
    }

    /// What decides whether a question is answered: the workspace's own calibration, else the one that suits the model.
    package func policy(for model: EmbeddingModel) throws -> AnswerPolicy {
        AnswerPolicy(
            try StoredCalibration(settings.workspace).load(for: model) ?? .suiting(model),
            minimumConfidence: settings.minimumConfidence
        )
    }

    /// Most tokens of passages in a prompt. The local model reads 30 to 70 tokens a second.
    package func contextTokens(isLocal: Bool) -> Int { settings.contextTokens ?? (isLocal ? 400 : 3_000) }
}

/// The models used where none is named.
package enum DefaultModels {
    package static let embedding = "text-embedding-3-small"
    package static let completion = "gpt-4.1-mini"
    package static let engine = "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
}
