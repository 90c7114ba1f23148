import Foundation
import OperatingSystem
import RAGCore

/// The file of a backup while it is made: everything is written into a hidden folder beside it, which is removed
/// whatever happens. Only a finished file takes the name.
struct BackupTarget: ~Copyable {
    /// The folder for files on their way, readable for this user only.
    let folder: URL
    private let file: URL
    private let lock: FileLock

    /// Makes the folder beside `file`. One that a killed backup left is emptied. Throws `UsageError` for a place that
    /// cannot be meant, and `RAGError`.
    init(_ file: URL, overwrites: Bool) throws {
        let parent = file.deletingLastPathComponent()
        guard parent.isFolder else { throw UsageError("There is no folder \(parent.path)") }
        guard !file.isFolder else { throw UsageError("\(file.path) is a folder; name a file in it") }
        guard overwrites || !FileManager.default.fileExists(atPath: file.path) else {
            throw UsageError("\(file.path) exists; name another file, or use --force to replace it")
        }
        let folder = parent.appending(path: ".\(file.lastPathComponent).partial", directoryHint: .isDirectory)
        guard mkdir(folder.path, 0o700) == 0 || errno == EEXIST else { throw Self.unwritable(file) }
        try Self.refuseForeign(folder)
        let lock = try Self.lock(folder, for: file)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? [] {
            try? FileManager.default.removeItem(at: folder.appending(path: name))
        }
        self.file = file
        self.folder = folder
        self.lock = lock
    }

    /// Gives `finished`, a file in the folder, the name of the backup. After that a power failure loses nothing. Throws
    /// `RAGError`.
    func keep(_ finished: URL) throws {
        let descriptor = open(finished.path, O_RDONLY | O_CLOEXEC)
        defer { if descriptor >= 0 { close(descriptor) } }
        guard descriptor >= 0, fchmod(descriptor, 0o600) == 0, fsync(descriptor) == 0,
            rename(finished.path, file.path) == 0
        else { throw Self.unwritable(file) }
        file.deletingLastPathComponent().syncFolder()
    }

    /// Throws `RAGError` if another user made the folder, who could read what is written into it.
    private static func refuseForeign(_ folder: URL) throws {
        var status = stat()
        guard lstat(folder.path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(),
            chmod(folder.path, 0o700) == 0
        else {
            throw RAGError(.failed, "\(folder.path) is not yours", hint: "Remove it, or name another place")
        }
    }

    private static func lock(_ folder: URL, for file: URL) throws -> FileLock {
        do {
            if let lock = try FileLock(.exclusive, folder: folder.path) { return lock }
        } catch {
            throw RAGError.lockFile(folder.path, call: error.call, code: error.code)
        }
        throw RAGError(.failed, "Another backup is writing \(file.path)", hint: "Wait until it is done")
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private static func unwritable(_ file: URL) -> RAGError {
        RAGError(
            .failed,
            "The backup \(file.path) cannot be written: \(String(cString: strerror(errno)))",
            hint: "Name a place that you may write to, with enough space"
        )
    }
}
