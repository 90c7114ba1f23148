import Foundation
import RAGCore

/// A folder with `kefu.yaml`, `knowledge-base/` and `prompts/`. Files that kefu derives from them are in its `.kefu/`.
package struct Workspace: Sendable {
    /// Name of the file of settings.
    package static let configurationName = "kefu.yaml"

    /// The folder itself.
    package let root: URL
    /// Path of the file of settings; another file than `kefu.yaml` when configurations are compared.
    package var configuration: URL
    /// The folder of the index and all other derived files.
    package var derived: URL

    /// Creates the workspace in the folder `root`.
    package init(root: URL) {
        self.root = root
        configuration = root.appending(path: Self.configurationName)
        derived = root.appending(path: ".kefu", directoryHint: .isDirectory)
    }

    /// The index.
    package var database: URL { derived.appending(path: "knowledge.sqlite") }
    /// The vector files of chunks, which are derived from the index.
    package var vectors: URL { derived.appending(path: "vectors", directoryHint: .isDirectory) }
    /// The vector files of stored questions, which are derived from the index.
    package var questionVectors: URL { derived.appending(path: "question-vectors", directoryHint: .isDirectory) }
    /// The states of passages' tokens, a cache.
    package var tokenStates: URL { derived.appending(path: "token-states.sqlite") }
    /// The counted words of the index, which correct the spelling of questions.
    package var words: URL { derived.appending(path: "words") }
    /// The stored conversations. Unlike the files in `derived` they cannot be made again, so they stay in the
    /// workspace.
    package var conversations: URL { root.appending(path: ".kefu/conversations.sqlite") }

    /// The history of the lines typed in `kefu chat`.
    package var history: URL { derived.appending(path: "history") }

    /// Returns the workspace in the folder `path`, else in that of `KEFU_WORKSPACE`, else in the nearest folder upward
    /// that holds `kefu.yaml`, else in the current folder. Throws `RAGError` (`notConfigured`) if the named folder does
    /// not exist.
    package static func find(_ path: String?, environment: [String: String]) throws -> Workspace {
        let here = URL(filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
        if let path = path ?? environment["KEFU_WORKSPACE"], !path.isEmpty {
            let root = URL(filePath: path, directoryHint: .isDirectory, relativeTo: here).absoluteURL
                .standardizedFileURL
            guard root.isFolder else {
                throw RAGError(
                    .notConfigured,
                    "There is no folder \(root.path)",
                    hint: "Name an existing folder with --workspace or KEFU_WORKSPACE"
                )
            }
            return Workspace(root: root)
        }
        var folder = here
        while folder.path != "/" {
            if FileManager.default.fileExists(atPath: folder.appending(path: configurationName).path) {
                return Workspace(root: folder)
            }
            folder = folder.deletingLastPathComponent()
        }
        return Workspace(root: here)
    }
}
