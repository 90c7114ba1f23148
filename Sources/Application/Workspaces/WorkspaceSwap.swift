import Foundation
import OperatingSystem
import RAGCore

/// The replacement of files and folders of a workspace by new ones, as if it happened at once.
///
/// New ones are prepared in `.kefu-restore/new`. Writing the file `.kefu-restore/swap.json` decides: before, the old
/// workspace is whole and untouched; after, whoever opens the workspace next finishes the work, which can be begun
/// again at any point (a redo log of one entry). Old ones are kept in `.kefu-restore/old` until all new ones are in
/// place.
struct WorkspaceSwap: Sendable {
    private let root: URL
    private let folder: URL
    private let decision: URL
    private let old: URL

    /// The folder for the new files and folders, at their paths below the workspace.
    let new: URL

    /// The name of the folder in the workspace.
    static let folderName = ".kefu-restore"

    init(_ root: URL) {
        self.root = root
        folder = root.appending(path: Self.folderName, directoryHint: .isDirectory)
        decision = folder.appending(path: "swap.json")
        old = folder.appending(path: "old", directoryHint: .isDirectory)
        new = folder.appending(path: "new", directoryHint: .isDirectory)
    }

    /// Whether a swap was decided and has not ended.
    var isDecided: Bool { FileManager.default.fileExists(atPath: decision.path) }

    /// Removes what an ended restore left, and makes the folder for new files. Throws `RAGError`.
    func prepare() throws {
        try discard()
        do {
            let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o700]
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false, attributes: mode)
            try FileManager.default.createDirectory(at: new, withIntermediateDirectories: false, attributes: mode)
        } catch {
            throw Self.failure(folder, "cannot be made", error)
        }
    }

    /// Removes everything of a swap that was not decided. Throws `RAGError`.
    func discard() throws {
        guard FileManager.default.fileExists(atPath: folder.path) else { return }
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            throw Self.failure(folder, "cannot be removed", error)
        }
    }

    /// Throws `RAGError` if one of `items` cannot be replaced by renaming: it, or a folder above it, is a link or lies
    /// on another disk.
    func check(_ items: [String]) throws {
        guard let disk = Self.status(root)?.st_dev else {
            throw Self.failure(root, "cannot be read", SystemError("stat"))
        }
        for path in items.flatMap({ WorkspacePath.ancestors(of: $0) + [$0] }) {
            let url = root.appending(path: path)
            guard let status = Self.status(url) else { continue }
            let isAbove = !items.contains(path)
            guard status.st_mode & S_IFMT != S_IFLNK, status.st_dev == disk,
                !isAbove || status.st_mode & S_IFMT == S_IFDIR
            else {
                throw RAGError(
                    .failed,
                    "\(url.path) is a link or lies on another disk, so it cannot be replaced; nothing was changed",
                    hint: "Restore into another folder with --workspace and move the files yourself"
                )
            }
        }
    }

    /// Replaces each of `items` by its new one, or removes it if there is none. Throws `RAGError`; after the decision
    /// the swap is finished by the next program that opens the workspace.
    func run(_ items: [String]) throws {
        let isNew = { (item: String) in Self.status(new.appending(path: item)) != nil }
        do {
            try Self.syncFolders(below: new)
            let plan = Plan(replaced: items.filter(isNew), removed: items.filter { !isNew($0) })
            try JSONEncoder().encode(plan).write(to: decision, options: .atomic)
            folder.syncFolder()
        } catch {
            throw Self.failure(decision, "cannot be written", error)
        }
        try finish()
    }

    /// Finishes a swap that was decided. The caller holds the workspace alone. Throws `RAGError`.
    func finish() throws {
        guard isDecided else { return }
        do {
            let plan = try JSONDecoder().decode(Plan.self, from: Data(contentsOf: decision))
            for item in plan.removed where WorkspacePath.isItem(item) { try remove(item) }
            for item in plan.replaced where WorkspacePath.isItem(item) { try replace(item) }
            root.syncFolder()
            try FileManager.default.removeItem(at: decision)
            folder.syncFolder()
        } catch {
            throw Self.failure(root, "could not be restored to the end", error)
        }
        try discard()
    }

    /// The decision.
    private struct Plan: Codable {
        let replaced: [String]
        let removed: [String]
    }

    private func remove(_ item: String) throws {
        let (place, kept) = (root.appending(path: item), old.appending(path: item))
        guard Self.status(place) != nil, Self.status(kept) == nil else { return }
        try Self.move(place, to: kept)
    }

    private func replace(_ item: String) throws {
        let (place, kept, fresh) = (
            root.appending(path: item), old.appending(path: item), new.appending(path: item)
        )
        // Without a new one it is in place already.
        guard Self.status(fresh) != nil else { return }
        if Self.status(place) != nil {
            if Self.status(kept) == nil {
                try Self.move(place, to: kept)
            } else {
                // Somebody made it after the old one was moved away: it is of neither workspace.
                try FileManager.default.removeItem(at: place)
            }
        }
        try Self.move(fresh, to: place)
    }

    private static func move(_ source: URL, to target: URL) throws {
        let folder = target.deletingLastPathComponent()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        guard rename(source.path, target.path) == 0 else { throw SystemError("rename \(source.path)") }
        folder.syncFolder()
    }

    private static func syncFolders(below folder: URL) throws {
        folder.syncFolder()
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        for url in names.map({ folder.appending(path: $0) }) where url.isFolder { url.syncFolder() }
    }

    private static func status(_ url: URL) -> stat? {
        var status = stat()
        return lstat(url.path, &status) == 0 ? status : nil
    }

    private static func failure(_ url: URL, _ what: String, _ cause: any Error) -> RAGError {
        let reason = (cause as? SystemError).map { ": \($0.reason)" } ?? ""
        return RAGError(
            .failed,
            "\(url.path) \(what)\(reason)",
            hint: "Make the workspace writable for the user who runs kefu, and free space on the disk",
            cause: cause
        )
    }
}
