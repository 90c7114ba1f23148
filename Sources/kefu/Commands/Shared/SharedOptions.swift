import Application
import ArgumentParser
import Foundation

/// Options that every command has.
struct SharedOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help:
            "The workspace folder, with kefu.yaml, knowledge-base/ and prompts/. (default: the nearest folder upward with a kefu.yaml)"
    )
    var workspace: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("A setting for this run, such as retrieval.top-k=6.", valueName: "name=value")
    )
    var settings: [String] = []

    /// Loads the settings of the workspace. With `file` they are read from it instead of `kefu.yaml`; `overrides`
    /// precede everything else. Throws `ValidationError` and `RAGError`.
    func load(file: URL? = nil, overriding overrides: [String: String] = [:]) async throws -> Settings {
        var workspace = try place()
        if let file { workspace.configuration = file }
        let flags = try flags().merging(overrides) { $1 }
        return try await Settings.load(
            workspace: workspace,
            flags: flags,
            environment: ProcessInfo.processInfo.environment
        )
    }

    /// Returns the workspace, without reading its settings. Throws `RAGError` if there is no such folder.
    func place() throws -> Workspace {
        try Workspace.find(workspace, environment: ProcessInfo.processInfo.environment)
    }

    private func flags() throws -> [String: String] {
        var flags: [String: String] = [:]
        for setting in settings {
            guard let separator = setting.firstIndex(of: "="), separator != setting.startIndex else {
                throw ValidationError("--set takes name=value, such as --set retrieval.top-k=6, not '\(setting)'")
            }
            flags[String(setting[..<separator])] = String(setting[setting.index(after: separator)...])
        }
        return flags
    }
}

/// `--json`, for commands that can print JSON.
struct OutputOptions: ParsableArguments {
    @Flag(name: .long, help: "Print JSON.")
    var json = false
}
