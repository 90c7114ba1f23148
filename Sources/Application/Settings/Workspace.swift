import Foundation
import RAGCore

/// A folder with `kefu.yaml`, `knowledge-base/` and `prompts/`; what kefu derives from it lives in its `.kefu/`.
package struct Workspace: Sendable {
    package static let configurationName = "kefu.yaml"

    package let root: URL
    /// The file of settings.
    package var configuration: URL
    /// Where the index and all that is derived lies.
    package var derived: URL

    package init(root: URL) {
        self.root = root
        configuration = root.appending(path: Self.configurationName)
        derived = root.appending(path: ".kefu", directoryHint: .isDirectory)
    }

    package var database: URL { derived.appending(path: "knowledge.sqlite") }
    /// The vectors of the database, where searches scan them.
    package var vectors: URL { derived.appending(path: "vectors", directoryHint: .isDirectory) }
    package var questionVectors: URL { derived.appending(path: "question-vectors", directoryHint: .isDirectory) }
    /// What customers asked, which unlike all else in `derived` cannot be made again.
    package var conversations: URL { root.appending(path: ".kefu/conversations.sqlite") }

    /// What was typed in `kefu chat`.
    package var history: URL { derived.appending(path: "history") }

    /// The folder named by `path` or `KEFU_WORKSPACE`, else the nearest folder upward that holds `kefu.yaml`, else this
    /// one. Throws `RAGError` (`notConfigured`) where the named folder does not exist.
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

extension URL {
    /// Whether a folder stands there.
    package var isFolder: Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
    }
}
