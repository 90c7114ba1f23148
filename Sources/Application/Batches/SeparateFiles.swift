import Foundation
import RAGCore

/// Refuses a command line in which two options name one file, so that no result overwrites another one or the input.
enum SeparateFiles {
    /// Throws `UsageError` if two of `files` are one file: by their path, through a link, or but for the case of
    /// letters, which some file systems ignore. A name is what a person calls the file, such as `--output`.
    static func check(_ files: [(name: String, url: URL?)]) throws {
        var seen: [Identity: String] = [:]
        for (name, url) in files {
            guard let url else { continue }
            for identity in identities(of: url) {
                if let other = seen[identity] { throw UsageError("\(other) and \(name) name one file; name two") }
            }
            for identity in identities(of: url) { seen[identity] = name }
        }
    }

    private enum Identity: Hashable {
        case path(String)
        /// Device and number of an existing file, which its hard links share.
        case file(UInt64, UInt64)
    }

    private static func identities(of url: URL) -> [Identity] {
        // The folder exists even if the file does not.
        let folder = url.deletingLastPathComponent().resolvingSymlinksInPath().standardizedFileURL
        let file = folder.appending(path: url.lastPathComponent).resolvingSymlinksInPath()
        var identities = [Identity.path(file.path.lowercased())]
        var status = stat()
        if stat(file.path, &status) == 0 {
            identities.append(.file(UInt64(status.st_dev), UInt64(status.st_ino)))
        }
        return identities
    }
}
