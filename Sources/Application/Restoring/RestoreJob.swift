import Foundation
import RAGCore
import SQLiteStore

/// Replaces a workspace by that of a backup, after everything in the backup was checked.
package struct RestoreJob: Sendable {
    private let file: URL
    private let workspace: Workspace

    /// Creates a job that restores the backup `file` into `workspace`, whose folder may be missing.
    package init(_ file: URL, into workspace: Workspace) {
        self.file = file.standardizedFileURL
        self.workspace = workspace
    }

    /// Checks the backup, then replaces the workspace; with `isCheckOnly`, changes nothing. Returns the manifest.
    ///
    /// A process that is killed leaves the old workspace or the new one: the next kefu that opens it finishes what was
    /// decided. Throws `RAGError` if the backup is not whole or another process uses the workspace; then nothing is
    /// changed. Throws `CancellationError` before the decision.
    package func run(isCheckOnly: Bool, progress: @escaping (BackupProgress) -> Void) throws -> BackupManifest {
        let backup = try BackupFile(file)
        let manifest = backup.manifest
        let isNew = try makeFolder()
        let swap = WorkspaceSwap(workspace.root)
        do {
            let use = try WorkspaceUse.alone(workspace)
            defer { withExtendedLifetime(use) {} }
            try swap.finish()
            let items = Set(manifest.items + BackupManifest.fixedItems).sorted()
            try swap.check(items)
            try checkSpace(for: manifest)
            try swap.prepare()
            try backup.unpack(into: swap.new, progress: progress)
            try makeEmptyFolders(manifest, in: swap.new)
            try checkDatabases(manifest, in: swap.new, progress)
            try Task.checkCancellation()
            if isCheckOnly { try swap.discard() } else { try swap.run(items) }
        } catch {
            if !swap.isDecided { try? swap.discard() }
            if isNew { rmdir(workspace.root.path) }
            throw error
        }
        if isNew, isCheckOnly { rmdir(workspace.root.path) }
        return manifest
    }

    /// Makes the folder of the workspace and returns whether it is new.
    private func makeFolder() throws -> Bool {
        guard mkdir(workspace.root.path, 0o755) != 0 else { return true }
        guard errno == EEXIST, workspace.root.isFolder else {
            throw RAGError(
                .failed,
                "The folder \(workspace.root.path) cannot be made: \(String(cString: strerror(errno)))",
                hint: "Name a folder with --workspace that exists or can be made"
            )
        }
        return false
    }

    /// Throws `RAGError` if the disk has no room for what the backup claims to hold. The claim is kept to while the
    /// files are unpacked.
    private func checkSpace(for manifest: BackupManifest) throws {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: workspace.root.path)
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.int64Value else { return }
        let needed = Int64(manifest.bytes + Self.reserve)
        guard needed <= free else {
            throw RAGError(
                .failed,
                "The disk has \(free / 1_000_000) MB free, and the backup needs \(needed / 1_000_000) MB",
                hint: "Free some space, or name a folder on another disk with --workspace"
            )
        }
    }

    /// The bytes that stay free for the databases' logs.
    private static let reserve = 20_000_000

    /// Makes the folders among the items that hold no file.
    private func makeEmptyFolders(_ manifest: BackupManifest, in folder: URL) throws {
        for item in manifest.items where item != Workspace.configurationName {
            let url = folder.appending(path: item)
            guard !FileManager.default.fileExists(atPath: url.path) else { continue }
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }
    }

    private func checkDatabases(
        _ manifest: BackupManifest,
        in folder: URL,
        _ progress: @escaping (BackupProgress) -> Void
    ) throws {
        let databases = manifest.files.filter { Omissions.kind(of: $0.path) != nil }
        let count = ByteCount(.checking, total: databases.reduce(0) { $0 + $1.bytes }, report: progress)
        for database in databases {
            do {
                try Omissions.kind(of: database.path)?.check(folder.appending(path: database.path))
            } catch let error as RAGError {
                throw RAGError(
                    error.code,
                    "\(database.path) in \(file.path) cannot be used: \(error.message); nothing was changed",
                    hint: "Update kefu, or restore from another backup",
                    cause: error
                )
            }
            try count.add(database.bytes)
        }
    }
}
