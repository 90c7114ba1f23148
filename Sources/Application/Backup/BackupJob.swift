import Foundation
import RAGCore
import SQLiteStore
import ZipFile

/// Writes a backup of a workspace: one ZIP file with everything that cannot be made again.
///
/// Services, conversations and a refresh may go on. All databases are taken at one moment. The documents are read
/// afterwards, so the index may be older than they are; the next refresh after a restore brings it up to date.
package struct BackupJob: Sendable {
    private let settings: Settings
    private let file: URL
    private let overwrites: Bool

    /// Creates a job that writes `file`.
    package init(_ settings: Settings, to file: URL, overwrites: Bool) {
        self.settings = settings
        self.file = file.standardizedFileURL
        self.overwrites = overwrites
    }

    /// Writes the backup and returns its manifest. Throws `UsageError` for a place that cannot be meant, `RAGError`,
    /// and `CancellationError`; then no file is left.
    package func run(progress: @escaping (BackupProgress) -> Void) throws -> BackupManifest {
        let taken = Date()
        var inventory = try BackupInventory(settings)
        try refusePlace(inside: inventory)
        let target = try BackupTarget(file, overwrites: overwrites)
        let copies = try copy(inventory.databases, to: target.folder, progress)
        let schemas = try check(inventory.databases, copies, progress)
        let packed = target.folder.appending(path: "backup.zip")
        var attempt = 1
        while true {
            do {
                let manifest = try pack(inventory, copies, to: packed, progress) { [inventory] files in
                    BackupManifest(
                        format: BackupManifest.format,
                        program: StatusReport.version,
                        taken: taken.timeIntervalSince1970,
                        schemas: schemas,
                        items: inventory.items,
                        files: files,
                        leftOut: inventory.leftOut
                    )
                }
                try target.keep(packed)
                return manifest
            } catch is HashedFile.Vanished where attempt < Self.attempts {
                // Somebody removed a document meanwhile: it is not part of the workspace any more.
                attempt += 1
                inventory = try BackupInventory(settings, databases: inventory.databases)
            }
        }
    }

    /// How often the files are listed again because one of them was removed meanwhile.
    private static let attempts = 5

    /// Throws `UsageError` for a file that the next backup would hold.
    private func refusePlace(inside inventory: BackupInventory) throws {
        let root = settings.workspace.root.resolvingSymlinksInPath().path
        let folder = file.deletingLastPathComponent().resolvingSymlinksInPath().path
        for item in inventory.items where folder == "\(root)/\(item)" || folder.hasPrefix("\(root)/\(item)/") {
            throw UsageError("\(file.path) lies in \(item), which is backed up; name a place outside of it")
        }
    }

    private func copy(
        _ databases: [BackupInventory.Found],
        to folder: URL,
        _ progress: @escaping (BackupProgress) -> Void
    ) throws -> [String: URL] {
        let snapshots = try DatabaseSnapshots(of: databases.map(\.url))
        let count = ByteCount(.copying, total: databases.reduce(0) { $0 + $1.bytes }, report: progress)
        var copies: [String: URL] = [:]
        for (number, database) in databases.enumerated() {
            let copy = folder.appending(path: "\(number).sqlite")
            var done = 0
            try snapshots.copy(database.url, to: copy) { pages, total in
                let bytes = total > 0 ? Int(Double(database.bytes) * Double(pages) / Double(total)) : 0
                try count.add(bytes - done)
                done = bytes
            }
            copies[database.path] = copy
        }
        return copies
    }

    /// Checks the copies, so that a backup can be restored, and returns the schema of each database.
    private func check(
        _ databases: [BackupInventory.Found],
        _ copies: [String: URL],
        _ progress: @escaping (BackupProgress) -> Void
    ) throws -> [String: [String]] {
        let count = ByteCount(.checking, total: databases.reduce(0) { $0 + $1.bytes }, report: progress)
        var schemas: [String: [String]] = [:]
        for database in databases {
            guard let copy = copies[database.path], let kind = Omissions.kind(of: database.path) else { continue }
            do {
                try kind.check(copy)
            } catch let error as RAGError {
                let cause = error.message.replacing(copy.path, with: database.url.path)
                throw RAGError(error.code, "\(cause), so it is not backed up", hint: error.hint, cause: error)
            }
            schemas[database.path] = try kind.schema(of: copy)
            try count.add(database.bytes)
        }
        return schemas
    }

    private func pack(
        _ inventory: BackupInventory,
        _ copies: [String: URL],
        to url: URL,
        _ progress: @escaping (BackupProgress) -> Void,
        manifest: @escaping ([BackupManifest.File]) -> BackupManifest
    ) throws -> BackupManifest {
        let all = inventory.databases + inventory.files
        let count = ByteCount(.packing, total: all.reduce(0) { $0 + $1.bytes }, report: progress)
        var files: [BackupManifest.File] = []
        var parts = all.map { found in
            ZipStreamWriter.Part(
                BackupManifest.folder + found.path,
                isCompressed: Self.compresses(found.path)
            ) {
                try HashedFile(copies[found.path] ?? found.url, onRead: count.add) { bytes, hash in
                    files.append(
                        BackupManifest.File(
                            path: found.path,
                            bytes: bytes,
                            sha256: hash,
                            mode: String(found.path.hasPrefix(".kefu/") ? 0o600 : found.mode, radix: 8),
                            modified: found.modified
                        )
                    )
                }
            }
        }
        parts.append(
            ZipStreamWriter.Part(BackupManifest.name, isCompressed: true) {
                let encoder = JSONEncoder()
                encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
                return MadeText(try encoder.encode(manifest(files)))
            }
        )
        do {
            try ZipStreamWriter.write(parts, to: url.path)
        } catch let error as ZipError {
            throw RAGError(
                .failed,
                "The backup \(file.path) \(error.reason)",
                hint: "Name a place that you may write to, with enough space"
            )
        }
        return manifest(files)
    }

    /// Returns whether a file becomes smaller when it is compressed. Most of an index is vectors, which do not.
    private static func compresses(_ path: String) -> Bool {
        let name = path.lowercased()
        return [nil, .conversations].contains(Omissions.kind(of: path)) && !dense.contains { name.hasSuffix($0) }
    }

    private static let dense = [
        ".pdf", ".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".odt", ".ods", ".epub", ".zip", ".gz", ".zst", ".xz",
        ".7z", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".mp3", ".mp4", ".model",
    ]
}
