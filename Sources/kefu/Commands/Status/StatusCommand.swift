import Application
import ArgumentParser
import Foundation
import RAGCore
import SQLiteStore

/// `kefu status`: shows the index, the models, and every setting with its origin.
struct StatusCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the index, the models, and every setting with its origin.",
        discussion: """
            Examples:
              kefu status
              kefu status --check             # also checks that the services answer
              kefu status --json | jq .index
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions

    @Flag(name: .long, help: "Check that the services answer; costs nothing.")
    var check = false

    func run() async throws {
        let console = Console()
        let assembly = try await Assembly(shared.load(), console: console)
        let report = try await StatusReport(assembly)
        if output.json { try console.printJSON(report) } else { try console.print(report.text(console)) }
        guard check else { return }
        try await assembly.checkServices { answered in
            switch answered {
            case .models(let role, let service, let count):
                console.error("\(role): \(service) answers and offers \(count) models")
            case .reranker(let name):
                console.error("reranking: \(name) answers")
            }
        }
    }
}

extension StatusReport {
    /// Most documents whose notes are shown.
    private static let mostNotes = 10

    /// The report for people, a line for each fact.
    fileprivate func text(_ console: Console) -> String {
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
            lines += index.notes.prefix(Self.mostNotes).map { document in
                "            \(document.path): \(document.notes.joined(separator: "; "))"
            }
            if index.notes.count > Self.mostNotes {
                lines.append(
                    "            and notes about \(index.notes.count - Self.mostNotes) more documents (--json shows all)"
                )
            }
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

extension StoreSummary.GenerationCount {
    /// State, recipe and size of a generation, on one line.
    fileprivate var line: String {
        let what = "\(generation.recipe.words): \(documents) documents, \(chunks) chunks"
        switch state {
        case .current: return "answers with \(what)"
        case .previous: return "kept for --rollback: \(what)"
        case .building: return "being built with \(what) so far"
        }
    }
}
