import Foundation
import Ingestion
import RAGCore

/// A file that a restore writes, with the hash of its content. It is a new file: no link is followed.
final class RestoredFile {
    private let url: URL
    private let handle: FileHandle
    private let mode: mode_t
    private var hash = ContentHash()

    /// Creates the file. `mode` is an octal number; what it allows beyond reading and writing is ignored. Throws
    /// `RAGError`.
    init(_ url: URL, mode: String) throws {
        let descriptor = open(url.path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.unwritable(url) }
        self.url = url
        self.mode = (mode_t(mode, radix: 8) ?? 0o600) & 0o666 | 0o600
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// Appends bytes. Throws `RAGError`.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while let start = rest.baseAddress, rest.count > 0 {
            let count = Foundation.write(handle.fileDescriptor, start, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.unwritable(url) }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
        hash.update(bytes)
    }

    /// Ends the file and returns its SHA-256. It is on the disk then. Throws `RAGError`.
    func finish(modified: Double) throws -> String {
        guard fchmod(handle.fileDescriptor, mode) == 0 else { throw Self.unwritable(url) }
        if modified.isFinite, (0...4e9).contains(modified) {
            let seconds = modified.rounded(.down)
            let time = timespec(tv_sec: time_t(seconds), tv_nsec: Int((modified - seconds) * 1e9))
            _ = [time, time].withUnsafeBufferPointer { futimens(handle.fileDescriptor, $0.baseAddress) }
        }
        guard fsync(handle.fileDescriptor) == 0 else { throw Self.unwritable(url) }
        return hash.finish()
    }

    private static func unwritable(_ url: URL) -> RAGError {
        RAGError(
            .failed,
            "\(url.path) cannot be written: \(String(cString: strerror(errno)))",
            hint: "Free space on the disk and make the workspace writable; nothing was changed"
        )
    }
}
