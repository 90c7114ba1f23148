import Foundation
import RAGCore
import SQLiteStore

/// The files of a workspace that a backup holds, and those that it leaves out.
struct BackupInventory: Sendable {
    /// A file on the disk.
    struct Found: Sendable {
        let path: String
        let url: URL
        let bytes: Int
        let mode: Int
        let modified: Double
    }

    /// The files and folders that are taken as a whole, by their paths below the workspace.
    private(set) var items: [String] = []
    /// The files that are read as they are.
    private(set) var files: [Found] = []
    /// The databases, which are copied by SQLite.
    private(set) var databases: [Found] = []
    private(set) var leftOut: [BackupManifest.Omission] = []

    private let root: String

    /// Lists the files of the workspace of `settings`, with these databases if they are known already. Throws
    /// `RAGError` for a folder that cannot be read.
    init(_ settings: Settings, databases known: [Found]? = nil) throws {
        root = settings.workspace.root.resolvingSymlinksInPath().path
        let named = settings.reports.filter { Self.namesFile($0.name) && $0.value != "-" }.map(\.value)
        let fixed = BackupManifest.fixedItems + [TopicStore.decisionsName]
        for name in fixed + named { addItem(name, workspace: settings.workspace) }
        items = items.filter { item in !items.contains { item.hasPrefix($0 + "/") } }.sorted()
        for item in items { try list(URL(filePath: "\(root)/\(item)"), as: item) }
        files.sort { $0.path < $1.path }
        databases = known ?? databases.sorted { $0.path < $1.path }
        leftOut.sort { $0.path < $1.path }
    }

    /// Returns whether the setting `name` names a file or folder of the workspace.
    private static func namesFile(_ name: String) -> Bool {
        name.hasSuffix(".path") || name.hasSuffix(".file") || name == "policy.handover-model"
    }

    private mutating func addItem(_ name: String, workspace: Workspace) {
        let url = URL(filePath: name, relativeTo: workspace.root).absoluteURL.standardizedFileURL
        let path = url.path
        guard FileManager.default.fileExists(atPath: path) else { return }
        let base = workspace.root.standardizedFileURL.path
        guard path != base else {
            // The workspace itself is the folder of documents: everything in it that is not hidden.
            let names = (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
            for name in names where !name.hasPrefix(".") { addItem(name, workspace: workspace) }
            return
        }
        guard path.hasPrefix(base + "/") else {
            leftOut.append(.init(path: path, reason: "outside the workspace; back it up with its own folder"))
            return
        }
        let item = String(path.dropFirst(base.count + 1))
        if !items.contains(item) { items.append(item) }
    }

    private mutating func list(_ url: URL, as path: String) throws {
        if let reason = Omissions.reason(for: path) {
            leftOut.append(.init(path: path, reason: reason))
            return
        }
        // An item that is a link is followed; a link inside of one is not, because it may lead anywhere.
        let isItem = items.contains(path)
        var status = stat()
        guard (isItem ? stat(url.path, &status) : lstat(url.path, &status)) == 0 else {
            // The file was removed after its folder was read.
            guard errno != ENOENT else { return }
            throw Self.unreadable(url)
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            let found = Found(
                path: path,
                url: url,
                bytes: Int(status.st_size),
                mode: Int(status.st_mode & 0o777),
                modified: status.modified
            )
            if Omissions.kind(of: path) != nil { databases.append(found) } else { files.append(found) }
        case S_IFDIR:
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: url.path) else {
                throw Self.unreadable(url)
            }
            for name in names.sorted() { try list(url.appending(path: name), as: "\(path)/\(name)") }
        case S_IFLNK: leftOut.append(.init(path: path, reason: "a link"))
        default: leftOut.append(.init(path: path, reason: "no regular file"))
        }
    }

    static func unreadable(_ url: URL) -> RAGError {
        RAGError(
            .failed,
            "\(url.path) cannot be read: \(String(cString: strerror(errno)))",
            hint: "Run the backup as the user who runs kefu"
        )
    }
}

extension stat {
    /// The time of the last change, in seconds since 1970.
    fileprivate var modified: Double {
        #if canImport(Darwin)
            let time = st_mtimespec
        #else
            let time = st_mtim
        #endif
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
