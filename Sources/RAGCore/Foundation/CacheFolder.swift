import Foundation

/// The folder for files that all workspaces of a user share.
package enum CacheFolder {
    /// Returns `$XDG_CACHE_HOME/kefu`, otherwise `~/.cache/kefu`; on macOS `~/Library/Caches/kefu`.
    package static func url(environment: [String: String] = ProcessInfo.processInfo.environment) -> URL {
        if let cache = environment["XDG_CACHE_HOME"], cache.hasPrefix("/") {
            return URL(filePath: cache, directoryHint: .isDirectory).appending(path: "kefu")
        }
        let home = environment["HOME"].map { URL(filePath: $0) } ?? FileManager.default.homeDirectoryForCurrentUser
        #if os(macOS)
            return home.appending(path: "Library/Caches/kefu", directoryHint: .isDirectory)
        #else
            return home.appending(path: ".cache/kefu", directoryHint: .isDirectory)
        #endif
    }

    /// Returns the folder of the model files: `KEFU_MODEL_DIR` unless it is empty, otherwise `models` in the cache
    /// folder.
    package static func models(environment: [String: String] = ProcessInfo.processInfo.environment) -> URL {
        if let models = environment["KEFU_MODEL_DIR"], !models.isEmpty {
            return URL(filePath: models, directoryHint: .isDirectory)
        }
        return url(environment: environment).appending(path: "models", directoryHint: .isDirectory)
    }
}
