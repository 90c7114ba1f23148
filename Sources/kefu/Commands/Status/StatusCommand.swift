import ArgumentParser
import Foundation
import LocalEngine
import RAGCore
import SQLiteStore

/// `kefu status`: what there is, what is set, and where it came from.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the index, the models, and every setting with its origin.",
        discussion: """
            Examples:
              kefu status
              kefu status --check             # also asks the services whether they answer
              kefu status --json | jq .index
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions

    @Flag(name: .long, help: "Ask the services whether they answer; costs nothing.")
    var check = false

    func run() async throws {
        let console = Console()
        let settings = try await shared.load()
        let assembly = Assembly(settings, console: console)
        let report = try await StatusReport(assembly, settings)
        if output.json { try console.printJSON(report) } else { try console.print(report.text(console)) }
        if check { try await checkServices(assembly, settings, console) }
    }

    private func checkServices(_ assembly: Assembly, _ settings: Settings, _ console: Console) async throws {
        for (role, model) in [("embedding", settings.embedding), ("completion", settings.completion)]
        where model.provider == .openai {
            let service = try assembly.service(model)
            let count = try await service.models().count
            console.error("\(role): \(service.endpoint.name) answers and offers \(count) models")
        }
        if settings.retrieval.reranking == .service, let reranker = try assembly.reranker(nil) {
            _ = try await reranker.judge(["yes", "no"], for: "yes")
            console.error("reranking: \(reranker.name) answers")
        }
    }
}

/// All that `kefu status` tells.
private struct StatusReport: Encodable {
    struct Model: Encodable {
        let role: String
        let provider: String
        let name: String
        let address: String?
        let key: String?
        let state: String
    }

    let workspace: String
    let knowledgeBase: String
    let index: StoreSummary?
    /// Why there is no index.
    let indexProblem: String?
    let models: [Model]
    let settings: [SettingsReader.Report]

    init(_ assembly: Assembly, _ settings: Settings) async throws {
        workspace = settings.workspace.root.path
        knowledgeBase = settings.knowledgeBase.path
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
            return model("embedding", settings.embedding, name: name, state: "ready")
        } catch {
            return model("embedding", settings.embedding, name: settings.embedding.name ?? "-", state: "\(error)")
        }
    }

    private static func completion(_ assembly: Assembly, _ settings: Settings) -> Model {
        let completion = settings.completion
        switch completion.provider {
        case .none:
            return model("completion", completion, name: "-", state: "passages are quoted")
        case .openai:
            return model("completion", completion, name: completion.name ?? DefaultModels.completion, state: "ready")
        case .local, .auto:
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

    private static func model(_ role: String, _ model: Settings.Model, name: String, state: String) -> Model {
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

    func text(_ console: Console) -> String {
        var lines = [console.bold("workspace") + "   \(workspace)", console.bold("knowledge") + "   \(knowledgeBase)"]
        if let index {
            let languages = index.languages.map { "\($0.documents) \($0.language?.rawValue ?? "other")" }
            lines.append(
                console.bold("index") + "       \(index.documents) documents (\(languages.joined(separator: ", "))), "
                    + "\(index.chunks) chunks, \(index.embeddings) embeddings, \(index.bytesOnDisk / 1_000) kB"
            )
            let refreshed = index.lastRefresh.map { $0.formatted(.iso8601) } ?? "never"
            lines.append("            refreshed \(refreshed)")
            lines += index.generations.map { "            \($0.line)" }
            if let withdrawn = index.withdrawn { lines.append("            rolled back from \(withdrawn.words)") }
        } else {
            lines.append(console.bold("index") + "       \(indexProblem ?? "-")")
        }
        for model in models {
            let place = [model.address, model.key.map { "key \($0)" }].compactMap { $0 }.joined(separator: ", ")
            let role = console.bold(model.role) + String(repeating: " ", count: 12 - model.role.count)
            lines.append(role + "\(model.name), \(model.provider)\(place.isEmpty ? "" : " (\(place))"): \(model.state)")
        }
        lines.append("")
        let width = settings.map(\.name.count).max() ?? 0
        lines += settings.map { setting in
            let name = setting.name + String(repeating: " ", count: width - setting.name.count)
            return "\(name)  \(setting.value)  " + console.dim("(\(setting.origin))")
        }
        return lines.joined(separator: "\n")
    }
}

extension Result {
    /// The error; nil where there is none.
    fileprivate var failure: Failure? { if case .failure(let error) = self { error } else { nil } }
}

extension StoreSummary.GenerationCount {
    /// One generation of the index, on one line.
    fileprivate var line: String {
        let what = "\(generation.recipe.words): \(documents) documents, \(chunks) chunks"
        switch state {
        case .current: return "answers with \(what)"
        case .previous: return "kept for --rollback: \(what)"
        case .building: return "being built with \(what) so far"
        }
    }
}
