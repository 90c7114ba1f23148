import Answering
import Foundation
import Ingestion
import OpenAIClient
import Privacy
import RAGCore

/// Everything that can be set, checked and with its units.
package struct Settings: Sendable {
    /// Who turns texts into embeddings, or writes answers.
    package enum Provider: String, Sendable, CaseIterable {
        /// `openai` where `OPENAI_API_KEY` or `OPENAI_BASE_URL` is set, else `local`.
        case auto
        /// The model that kefu brings.
        case local
        /// Any OpenAI-compatible service.
        case openai
        /// For completion only: quote passages instead.
        case none
    }

    package struct Model: Sendable {
        package let provider: Provider
        /// The name at the provider; nil for its default.
        package let name: String?
        package let baseURL: String
        /// From the environment alone, and never shown.
        package let apiKey: String?
    }

    package var workspace: Workspace
    package let knowledgeBase: URL
    package let prompts: URL
    package let company: [Language: Company]

    package let embedding: Model
    package let embeddingDimensions: Int?
    /// Most texts in one embedding request.
    package let embeddingBatch: Int
    /// Requests for embeddings at once.
    package let embeddingConcurrency: Int

    package let completion: Model
    package let temperature: Double?
    package let answerTokens: Int
    /// Most tokens of passages in a prompt; nil for what suits the model.
    package let contextTokens: Int?
    /// Most tokens of what was said before in a prompt; nil for what suits the model.
    package let memoryTokens: Int?
    /// Tokens that the model of a service takes, prompt and answer together.
    package let windowTokens: Int
    /// Whether what is typed in `kefu chat` is kept for the next time.
    package let keepsHistory: Bool
    /// Most requests to the completion model at once, and in a minute, where many are made.
    package let completionPace: PacingLimits
    /// Whether CSV that a batch writes begins with the mark by which Excel knows UTF-8.
    package let marksCSV: Bool
    /// What a million tokens of the completion model cost; nil where it is not known.
    package let completionPrice: TokenPrice?

    /// Whether turns are kept, and for how many days; nil for ever.
    package let storesConversations: Bool
    package let keepDays: Int?
    /// Private data that is masked in all that is kept.
    package let maskedKinds: Set<PrivateDataMask.Kind>

    package var retrieval: RetrievalSettings
    /// Least chance that the documents answer a question at which it is answered; nil for the calibration's.
    package let minimumConfidence: Double?
    /// What becomes of sentences that no passage bears out.
    package let unsupported: AnswerSettings.Unsupported
    /// Words of topics that a person must take over, beside those that always are.
    package let handoverTopics: [String]
    package let chunkTokens: Int
    package let chunkOverlapTokens: Int
    /// Bytes over which a document is skipped.
    package let documentBytes: Int
    /// Glob patterns of what belongs to the knowledge-base folder and what does not.
    package let includedDocuments: [String]
    package let excludedDocuments: [String]
    /// Where documents come from besides.
    package let sources: [SourceSettings]
    /// The columns of tables, where their headers do not tell.
    package let tableColumns: TableColumns?
    /// Share of the documents that a refresh may remove at once.
    package let removalShare: Double
    /// Price of a million tokens embedded; nil where it is not known.
    package let embeddingPrice: Double?
    /// How long a refresh waits for an embedding service that is away.
    package let patience: Duration

    /// Words that questions and answers must not hold.
    package let guards: GuardSettings

    /// Headers that name organization and project, as the OpenAI SDKs send them.
    package let serviceHeaders: [String: String]

    package let engineThreads: Int?
    package let engineContextTokens: Int
    /// Minutes without a question after which the local completion model ends.
    package let engineIdleMinutes: Int

    package let connectSeconds: Int
    /// Seconds until a reply begins.
    package let firstByteSeconds: Int
    /// Seconds of silence within a reply.
    package let idleSeconds: Int
    package let attempts: Int

    /// Every setting with its value and where it came from.
    package let reports: [SettingsReader.Report]

    /// Reads flags, environment, file and defaults. Throws `RAGError` (`notConfigured`) for a value that makes no sense.
    package static func load(workspace: Workspace, flags: [String: String], environment: [String: String]) async throws
        -> Settings
    {
        let reader = try await SettingsReader(flags: flags, environment: environment, file: workspace.configuration)
        return try Settings(reader, workspace: workspace, environment: environment)
    }

    private init(_ source: SettingsReader, workspace: Workspace, environment: [String: String]) throws {
        var reader = source
        self.workspace = workspace
        knowledgeBase = try reader.folder("knowledge-base.path", default: "knowledge-base", in: workspace)
        prompts = try reader.folder("prompts.path", default: "prompts", in: workspace)
        company = [
            .chinese: Company(
                name: try reader.string("company.zh.name", default: "本公司"),
                contact: try reader.string("company.zh.contact", default: "请致电本公司客服")
            ),
            .english: Company(
                name: try reader.string("company.en.name", default: "our company"),
                contact: try reader.string("company.en.contact", default: "please call our support team")
            ),
        ]

        embedding = try reader.model("embedding", environment: environment)
        embeddingDimensions = try reader.optionalInteger("embedding.dimensions", in: 1...65_536)
        embeddingBatch = try reader.integer("embedding.batch-size", default: 256, in: 1...2_048)
        embeddingPrice = try reader.optionalNumber("embedding.price-per-million-tokens", in: 0...100_000)
        embeddingConcurrency = try reader.integer("embedding.concurrency", default: 4, in: 1...64)

        completion = try reader.model("completion", environment: environment)
        temperature = try reader.optionalNumber("completion.temperature", in: 0...2)
        answerTokens = try reader.integer("completion.answer-tokens", default: 400, in: 16...32_768)
        contextTokens = try reader.optionalInteger("completion.context-tokens", in: 64...1_000_000)
        completionPace = PacingLimits(
            concurrency: try reader.integer("completion.concurrency", default: 32, in: 1...1_000),
            requestsPerMinute: try reader.optionalInteger("completion.requests-per-minute", in: 1...10_000_000),
            tokensPerMinute: try reader.optionalInteger("completion.tokens-per-minute", in: 1...1_000_000_000)
        )
        memoryTokens = try reader.optionalInteger("completion.memory-tokens", in: 0...1_000_000)
        windowTokens = try reader.integer("completion.window-tokens", default: 32_768, in: 512...10_000_000)
        keepsHistory = try reader.boolean("chat.history", default: true)

        marksCSV = try reader.boolean("batch.byte-order-mark", default: false)
        completionPrice = try reader.tokenPrice("completion")
        storesConversations = try reader.boolean("conversations.store", default: true)
        keepDays = try reader.optionalInteger("conversations.keep-days", in: 1...36_500)
        maskedKinds = try reader.maskedKinds("privacy.mask")

        retrieval = try RetrievalSettings(&reader, environment: environment)
        minimumConfidence = try reader.optionalNumber("policy.minimum-confidence", in: 0...1)
        unsupported = try reader.choice("policy.unsupported", default: .mark)
        handoverTopics = try reader.strings("policy.handover-topics")
        chunkTokens = try reader.integer("chunking.tokens", default: 256, in: 32...8_000)
        chunkOverlapTokens = try reader.integer("chunking.overlap-tokens", default: 32, in: 0...2_000)
        documentBytes = try reader.integer("knowledge-base.megabytes", default: 20, in: 1...2_000) * 1_000_000
        includedDocuments = try reader.strings("knowledge-base.include")
        excludedDocuments = try reader.strings("knowledge-base.exclude")
        sources = try reader.sources(in: workspace)
        tableColumns = try reader.value(
            "knowledge-base.columns",
            default: TableColumns?.none,
            expected: "question=...,answer=... with headers or numbers of columns"
        ) { TableColumns($0).map { .some($0) } }
        removalShare = Double(try reader.integer("refresh.removal-percent", default: 30, in: 0...100)) / 100
        patience = .seconds(60 * (try reader.integer("refresh.patience-minutes", default: 0, in: 0...1_440)))

        guards = try reader.guards(in: workspace)

        serviceHeaders = [
            "OpenAI-Organization": environment["OPENAI_ORG_ID"] ?? "",
            "OpenAI-Project": environment["OPENAI_PROJECT_ID"] ?? "",
        ].filter { !$0.value.isEmpty }
        engineThreads = try reader.optionalInteger("engine.threads", in: 1...256)
        engineContextTokens = try reader.integer("engine.context-tokens", default: 4_096, in: 512...131_072)
        engineIdleMinutes = try reader.integer("engine.idle-minutes", default: 15, in: 0...10_080)

        connectSeconds = try reader.integer("network.connect-seconds", default: 10, in: 1...600)
        firstByteSeconds = try reader.integer("network.first-byte-seconds", default: 120, in: 1...3_600)
        idleSeconds = try reader.integer("network.idle-seconds", default: 60, in: 1...3_600)
        attempts = try reader.integer("network.attempts", default: 3, in: 1...20)
        try reader.checkNames()
        reports = reader.reports
    }
}

extension SettingsReader {
    /// A folder, relative to the workspace.
    fileprivate mutating func folder(_ name: String, default fallback: String, in workspace: Workspace) throws -> URL {
        let path = try string(name, default: fallback)
        return URL(filePath: path, directoryHint: .isDirectory, relativeTo: workspace.root).absoluteURL
            .standardizedFileURL
    }

    /// `<role>.provider`, `.model` and `.base-url`; the provider's own variables where ours say nothing.
    fileprivate mutating func model(_ role: String, environment: [String: String]) throws -> Settings.Model {
        func variable(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        let ownKey = variable(Self.variableName("\(role).api-key"))
        let apiKey = ownKey ?? variable("OPENAI_API_KEY")
        let named = try optionalString("\(role).base-url")
        let address = named ?? variable("OPENAI_BASE_URL")
        let isRemote = apiKey != nil || address != nil
        let chosen = try choice("\(role).provider", default: Settings.Provider.auto)
        return Settings.Model(
            provider: chosen == .auto ? (isRemote ? .openai : .local) : chosen,
            name: try optionalString("\(role).model"),
            baseURL: address ?? "https://api.openai.com/v1",
            apiKey: apiKey
        )
    }
}
