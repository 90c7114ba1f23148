import Foundation
import RAGCore

/// What a conversation in the terminal is made with.
extension Assembly {
    /// The completion model, for people.
    package var completionName: String {
        switch settings.completion.provider {
        case .none: "none: the best passages are quoted"
        case .openai: settings.completion.name ?? DefaultModels.completion
        case .local, .auto: settings.completion.name ?? DefaultModels.engine
        }
    }

    /// Names that `/model` proposes: what is set, and what lies in the cache folder where models run on this machine.
    package var knownModels: [String] {
        var names: Set = ["none"]
        if settings.completion.provider != .none { names.insert(completionName) }
        if settings.completion.provider == .local {
            let files = try? FileManager.default.contentsOfDirectory(atPath: CacheFolder.models().path)
            names.formUnion((files ?? []).filter { $0.hasSuffix(".gguf") })
        }
        return names.sorted()
    }

    /// Where the documents of each source lie.
    package var documentFolders: [String: URL] {
        var folders = [Document.mainSource: settings.knowledgeBase]
        for source in settings.sources {
            switch source.location {
            case .folder(let folder): folders[source.name] = folder
            case .web: folders[source.name] = settings.workspace.derived.appending(path: "web/\(source.name)")
            }
        }
        return folders
    }
}
