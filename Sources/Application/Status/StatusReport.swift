import Foundation
import LocalEngine
import RAGCore
import SQLiteStore

/// The state of a workspace: its index, its models, and every setting with its origin.
package struct StatusReport: Sendable, Encodable {
    /// A model that is set up.
    package struct Model: Sendable, Encodable {
        /// `embedding`, `completion` or `reranking`.
        package let role: String
        /// `local`, `openai` or `none`.
        package let provider: String
        /// Name of the model; `-` where there is none.
        package let name: String
        /// Address of the service without secrets; nil for a model on this machine.
        package let address: String?
        /// Whether there is a key, in words; nil for a model on this machine.
        package let key: String?
        /// Whether the model can be used, and if not, what to do.
        package let state: String
    }

    /// The version of kefu.
    package static let version = "0.1.0"

    /// Path of the workspace.
    package let workspace: String
    /// Path of the folder of documents.
    package let knowledgeBase: String
    /// Documents, chunks and generations of the index; nil where there is none.
    package let index: StoreSummary?
    /// Why there is no index; nil where there is one.
    package let indexProblem: String?
    /// The embedding model, the completion model, and the reranking service if one is set.
    package let models: [Model]
    /// Every setting with its value and where it came from.
    package let settings: [SettingsReader.Report]

    /// Reads the state of the workspace of `assembly`; no service is asked. Throws what reading the index throws, if it
    /// is no `RAGError`.
    package init(_ assembly: Assembly) async throws {
        let settings = assembly.settings
        workspace = settings.workspace.root.path
        knowledgeBase = settings.knowledgeBase.folder.path
        self.settings = settings.reports
        do {
            index = try await SQLiteStore(at: settings.workspace.database, access: .readOnly).summary()
            indexProblem = nil
        } catch let error as RAGError {
            index = nil
            indexProblem = error.description
        }
        models =
            [Self.embedding(assembly, settings), Self.completion(assembly, settings)]
            + (settings.retrieval.reranking == .service ? [Self.reranking(assembly, settings)] : [])
    }

    private static func reranking(_ assembly: Assembly, _ settings: Settings) -> Model {
        let problem = Result { try assembly.reranker(nil) }.failure
        let model = settings.retrieval.reranker
        return self.model("reranking", model, name: model.name ?? "-", state: problem.map { "\($0)" } ?? "ready")
    }

    private static func embedding(_ assembly: Assembly, _ settings: Settings) -> Model {
        do {
            let name = try assembly.embedder().model.description
            return model("embedding", settings.embedding.model, name: name, state: "ready")
        } catch {
            return model(
                "embedding",
                settings.embedding.model,
                name: settings.embedding.model.name ?? "-",
                state: "\(error)"
            )
        }
    }

    private static func completion(_ assembly: Assembly, _ settings: Settings) -> Model {
        let completion = settings.completion.model
        switch completion.provider {
        case .none:
            return model("completion", completion, name: "-", state: "passages are quoted")
        case .openai:
            return model("completion", completion, name: settings.profile.name, state: "ready")
        case .local:
            let engine = assembly.engine()
            let state: String
            if let status = engine.status() {
                state =
                    "running (process \(status.serverID), port \(status.port), \(status.threads) threads, "
                    + (status.isInUse ? "in use" : "ends in \(Int(status.idleLeft / 60)) min") + ")"
            } else {
                switch engine.availability() {
                case .available: state = "not running; starts with the first question"
                case .unavailable(let reason, let hint): state = "\(reason). \(hint)."
                }
            }
            return model("completion", completion, name: engine.modelName, state: state)
        }
    }

    private static func model(_ role: String, _ model: ModelChoice, name: String, state: String) -> Model {
        let isRemote = model.provider == .openai
        return Model(
            role: role,
            provider: model.provider.rawValue,
            name: name,
            address: isRemote ? model.baseURL.withoutSecrets : nil,
            key: isRemote ? (model.apiKey == nil ? "not set" : "set, not shown") : nil,
            state: state
        )
    }
}

extension Result {
    /// The error; nil where there is none.
    fileprivate var failure: Failure? { if case .failure(let error) = self { error } else { nil } }
}
