import Foundation
import RAGCore

/// An advisory lock on a file (`flock(2)`), let go when it is dropped or the process ends, however it ends.
///
/// Two locks of one process exclude each other as those of two processes do. The file stays.
struct FileLock: ~Copyable, Sendable {
    enum Kind: Sendable {
        case shared, exclusive
    }

    private let descriptor: Int32

    /// Takes the lock if it is free now; nil if it is not. Throws where the file cannot be opened or locked.
    init?(_ kind: Kind, _ path: String) throws(RAGError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw RAGError(
                .failed,
                "The local engine cannot open its lock \(path)",
                hint: "Set XDG_CACHE_HOME to a folder that can be written",
                cause: SystemError("open")
            )
        }
        guard flock(descriptor, (kind == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            if code == EWOULDBLOCK { return nil }
            throw RAGError(
                .failed,
                "The local engine cannot lock \(path)",
                hint: "Set XDG_CACHE_HOME to a local folder",
                cause: SystemError("flock", code: code)
            )
        }
        self.descriptor = descriptor
    }

    /// Takes the lock as soon as it is free, asking every 10 ms; nil if it was not within `seconds`.
    static func wait(_ kind: Kind, _ path: String, seconds: Double) async throws -> FileLock? {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < deadline {
            if let lock = try FileLock(kind, path) { return lock }
            try await Task.sleep(for: .milliseconds(10))
        }
        return nil
    }

    /// Whether nobody holds the file against such a lock now; true where there is no such file.
    static func isFree(_ kind: Kind, _ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        return flock(descriptor, (kind == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 || errno != EWOULDBLOCK
    }

    /// Sets the file's modification time to now: the lock is being used.
    func touch() {
        futimens(descriptor, nil)
    }

    /// When the lock was last touched.
    static func touched(_ path: String) -> Date? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        return Date(timeIntervalSince1970: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
    }

    deinit {
        close(descriptor)
    }
}
