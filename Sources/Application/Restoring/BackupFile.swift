import Foundation
import Ingestion
import RAGCore
import ZipFile

/// A backup on the disk whose directory and manifest have been checked.
///
/// A backup may come from anywhere, so nothing in it is believed: names must stay in the workspace, the manifest and
/// the directory must agree, and every file is compared with its hash while it is unpacked.
struct BackupFile: ~Copyable {
    let manifest: BackupManifest
    private let file: URL
    private let reader: ZipStreamReader
    private let entries: [String: ZipStreamReader.Entry]

    /// A manifest describes each file in about 300 bytes.
    private static let longestManifest = 400_000_000
    /// No disk has a petabyte. Sums of sizes up to this cannot overflow.
    private static let mostBytes = 1 << 50

    /// Opens the backup `file`. Throws `RAGError` if it is no backup, is damaged, or is of a later format.
    init(_ file: URL) throws {
        let reader = try Self.reader(of: file)
        var entries: [String: ZipStreamReader.Entry] = [:]
        for entry in reader.entries {
            guard entry.isFile else {
                throw Self.invalid(file, "holds a folder, a link or a locked part: \(entry.name)")
            }
            guard entries.updateValue(entry, forKey: entry.name) == nil else {
                throw Self.invalid(file, "holds \(entry.name) twice")
            }
        }
        guard let listed = entries.removeValue(forKey: BackupManifest.name), listed.bytes <= Self.longestManifest else {
            throw Self.invalid(file, "has no manifest")
        }
        let manifest = try Self.manifest(listed, of: reader, in: file)
        if let fault = Self.fault(of: manifest, entries) { throw Self.invalid(file, fault) }
        self.file = file
        self.reader = reader
        self.entries = entries
        self.manifest = manifest
    }

    private static func reader(of file: URL) throws -> ZipStreamReader {
        do {
            return try ZipStreamReader(file.path)
        } catch {
            throw invalid(file, error.reason)
        }
    }

    private static func manifest(
        _ entry: ZipStreamReader.Entry,
        of reader: borrowing ZipStreamReader,
        in file: URL
    ) throws -> BackupManifest {
        var bytes = Data()
        do {
            try reader.unpack(entry) { bytes.append(contentsOf: $0) }
            let format = try JSONDecoder().decode(Format.self, from: bytes).format
            guard format <= BackupManifest.format else {
                throw RAGError(.failed, "\(file.path) was written by a newer kefu", hint: "Update kefu, then restore")
            }
            return try JSONDecoder().decode(BackupManifest.self, from: bytes)
        } catch let error as RAGError {
            throw error
        } catch {
            throw invalid(file, "has a manifest that cannot be read")
        }
    }

    /// The part of a manifest that every format has.
    private struct Format: Decodable {
        let format: Int
    }

    /// Returns why the manifest cannot be right; nil if nothing speaks against it.
    private static func fault(
        of manifest: BackupManifest,
        _ entries: [String: ZipStreamReader.Entry]
    ) -> String? {
        for item in manifest.items where !WorkspacePath.isItem(item) { return "would replace \(item)" }
        let items = Set(manifest.items)
        guard items.count == manifest.items.count else { return "names an item twice" }
        for item in items where WorkspacePath.ancestors(of: item).contains(where: items.contains) {
            return "names \(item) twice"
        }
        for listed in manifest.files {
            guard WorkspacePath.isSafe(listed.path),
                items.contains(listed.path) || WorkspacePath.ancestors(of: listed.path).contains(where: items.contains)
            else { return "holds a path that leaves its folder: \(listed.path)" }
            guard let entry = entries[BackupManifest.folder + listed.path] else { return "lacks \(listed.path)" }
            guard entry.bytes == listed.bytes else { return "is damaged: the size of \(listed.path) differs" }
        }
        var total = 0
        for listed in manifest.files {
            guard (0...mostBytes).contains(listed.bytes), total <= mostBytes else { return "claims an impossible size" }
            total += listed.bytes
        }
        let paths = Set(manifest.files.map(\.path))
        guard paths.count == manifest.files.count else { return "names a file twice" }
        return entries.count == paths.count ? nil : "holds files that its manifest does not name"
    }

    /// Unpacks everything into `folder`, which is empty. Throws `RAGError` at the first file that differs from its
    /// hash, and `CancellationError`.
    func unpack(into folder: URL, progress: @escaping (BackupProgress) -> Void) throws {
        let count = ByteCount(.unpacking, total: manifest.bytes, report: progress)
        for listed in manifest.files {
            guard let entry = entries[BackupManifest.folder + listed.path] else { continue }
            let target = folder.appending(path: listed.path)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(),
                withIntermediateDirectories: true,
                attributes: listed.path.hasPrefix(".kefu/") ? [.posixPermissions: 0o700] : nil
            )
            let output = try RestoredFile(target, mode: listed.mode)
            do {
                try reader.unpack(entry) { bytes in
                    try output.write(bytes)
                    try count.add(bytes.count)
                }
            } catch let error as ZipError {
                throw Self.invalid(file, error.reason)
            }
            guard try output.finish(modified: listed.modified) == listed.sha256 else {
                throw Self.invalid(file, "is damaged: the content of \(listed.path) differs from its hash")
            }
        }
    }

    private static func invalid(_ file: URL, _ reason: String) -> RAGError {
        RAGError(
            .failed,
            "\(file.path) \(reason); nothing was changed",
            hint: "Restore from another backup"
        )
    }
}
