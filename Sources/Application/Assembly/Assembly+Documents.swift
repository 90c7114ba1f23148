import Foundation
import RAGCore

extension Assembly {
    /// Names of completion models that can be chosen: `none`, the one that is set, and, if it runs on this machine, the
    /// others in the cache folder of models.
    package var knownModels: [String] {
        var names: Set = ["none", settings.profile.name]
        if settings.profile.runsLocally {
            let files = try? FileManager.default.contentsOfDirectory(atPath: CacheFolder.models().path)
            names.formUnion((files ?? []).filter { $0.hasSuffix(".gguf") })
        }
        return names.sorted()
    }

    /// The folder of the documents of each source; for a web source, that of the copies of its pages.
    package var documentFolders: [String: URL] {
        var folders = [Document.mainSource: settings.knowledgeBase.folder]
        for source in settings.knowledgeBase.sources {
            switch source.location {
            case .folder(let folder): folders[source.name] = folder
            case .web: folders[source.name] = settings.workspace.derived.appending(path: "web/\(source.name)")
            }
        }
        return folders
    }
}
