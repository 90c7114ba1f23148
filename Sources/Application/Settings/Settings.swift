import Answering
import Foundation
import RAGCore

/// All settings of a workspace, checked and in their units, by the areas of `kefu.yaml`.
package struct Settings: Sendable {
    /// The folder that the settings belong to.
    package var workspace: Workspace
    /// The folder of prompt files.
    package let prompts: URL
    /// The name and the contact of the company, in each language.
    package let company: [Language: Company]
    /// The documents.
    package let knowledgeBase: Settings.KnowledgeBase
    /// The embedding model.
    package let embedding: Settings.Embedding
    /// The completion model.
    package let completion: Settings.Completion
    /// The completion model on this machine.
    package let engine: Settings.Engine
    /// The properties of the completion model that is set.
    package let profile: ModelProfile
    /// The properties that hold if that model cannot be used and passages are quoted.
    package let quotingProfile: ModelProfile
    /// The search.
    package var retrieval: Settings.Retrieval
    /// The decision to answer.
    package let policy: Settings.Policy
    /// Lists of words that questions and answers must not hold.
    package let guards: Settings.Guards
    /// The cutting of documents.
    package let chunking: Settings.Chunking
    /// The refresh of the index.
    package let refresh: Settings.Refresh
    /// The storing of conversations.
    package let conversations: Settings.Conversations
    /// Patience with services.
    package let network: Settings.Network
    /// The HTTP service.
    package let server: Settings.Server
    /// How a person takes over.
    package let handover: Settings.Handover
    /// Whether questions typed in `kefu chat` are kept for the next time.
    package let keepsChatHistory: Bool
    /// Whether CSV files of answers begin with a byte order mark, by which Excel recognises UTF-8.
    package let marksCSV: Bool

    /// Every setting with its value and where it came from, in the order in which they are read.
    package let reports: [SettingsReader.Report]
    /// Keeps a restore from replacing the workspace while these settings are in use.
    private let use: WorkspaceUse

    /// Reads flags, environment, file and defaults, in this order of precedence. Throws `RAGError` (`notConfigured`)
    /// for a value that makes no sense and for a name that no setting has.
    package static func load(
        workspace: Workspace,
        flags: [String: String],
        environment: [String: String]
    ) async throws -> Settings {
        let use = try WorkspaceUse.shared(workspace)
        let reader = try await SettingsReader(flags: flags, environment: environment, file: workspace.configuration)
        return try Settings(reader, workspace: workspace, environment: environment, use: use)
    }

    private init(
        _ source: SettingsReader,
        workspace: Workspace,
        environment: [String: String],
        use: WorkspaceUse
    ) throws {
        var reader = source
        self.use = use
        self.workspace = workspace
        let folder = try reader.folder("knowledge-base.path", default: "knowledge-base", in: workspace)
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
        embedding = try Settings.Embedding(&reader, environment: environment)
        var completion = try Settings.Completion(&reader, environment: environment)
        keepsChatHistory = try reader.boolean("chat.history", default: true)
        marksCSV = try reader.boolean("batch.byte-order-mark", default: false)
        completion.price = try reader.tokenPrice("completion")
        self.completion = completion
        conversations = try Settings.Conversations(&reader)
        retrieval = try Settings.Retrieval(&reader, environment: environment)
        policy = try Settings.Policy(&reader, in: workspace)
        chunking = try Settings.Chunking(&reader)
        knowledgeBase = try Settings.KnowledgeBase(&reader, folder: folder, in: workspace)
        refresh = try Settings.Refresh(&reader)
        guards = try reader.guards(in: workspace)
        engine = try Settings.Engine(&reader)
        network = try Settings.Network(&reader, environment: environment)
        server = try Settings.Server(&reader, environment: environment)
        handover = try Settings.Handover(&reader, environment: environment)
        try reader.checkNames()
        reports = reader.reports

        quotingProfile = ModelProfile(quoting: completion, timeouts: network.timeouts)
        profile =
            switch completion.model.provider {
            case .openai: ModelProfile(service: completion, timeouts: network.timeouts)
            case .local: ModelProfile(local: completion, engine: engine, timeouts: network.timeouts)
            case .none: quotingProfile
            }
    }
}

extension SettingsReader {
    /// Reads a folder, relative to the workspace.
    fileprivate mutating func folder(_ name: String, default fallback: String, in workspace: Workspace) throws -> URL {
        let path = try string(name, default: fallback)
        return URL(filePath: path, directoryHint: .isDirectory, relativeTo: workspace.root).absoluteURL
            .standardizedFileURL
    }
}
