import Foundation

/// An advisory lock on a file (`flock(2)`), let go when it is dropped or the process ends, however it ends.
///
/// Two locks of one process exclude each other as those of two processes do. The file stays.
package struct FileLock: ~Copyable, Sendable {
    /// Shared locks go together; an exclusive one goes alone.
    package enum Kind: Sendable {
        case shared, exclusive
    }

    private let descriptor: Int32

    /// Takes the lock if it is free now; nil if it is not. Throws where the file cannot be opened or locked.
    package init?(_ kind: Kind, _ path: String) throws(RAGError) {
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw RAGError(
                .failed,
                "The lock file \(path) cannot be opened",
                hint: "Make its folder writable for the user who runs kefu",
                cause: Self.failure(errno)
            )
        }
        guard flock(descriptor, (kind == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            if code == EWOULDBLOCK { return nil }
            throw RAGError(
                .failed,
                "The file \(path) cannot be locked",
                hint: "Move its folder to a local disk",
                cause: Self.failure(code)
            )
        }
        self.descriptor = descriptor
    }

    /// Takes the lock as soon as it is free, asking every 10 ms; nil if it was not within `seconds`.
    package static func wait(_ kind: Kind, _ path: String, seconds: Double) async throws -> FileLock? {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < deadline {
            if let lock = try FileLock(kind, path) { return lock }
            try await Task.sleep(for: .milliseconds(10))
        }
        return nil
    }

    /// Whether nobody holds the file against such a lock now; true where there is no such file.
    package static func isFree(_ kind: Kind, _ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        return flock(descriptor, (kind == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0 || errno != EWOULDBLOCK
    }

    /// Sets the file's modification time to now: the lock is being used.
    package func touch() {
        futimens(descriptor, nil)
    }

    /// When the lock was last touched.
    package static func touched(_ path: String) -> Date? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        #if canImport(Darwin)
            let time = status.st_mtimespec
        #else
            let time = status.st_mtim
        #endif
        return Date(timeIntervalSince1970: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
    }

    /// Writes who holds the lock into its file, in place of what stood there, for those who find it taken. Not a promise:
    /// where it cannot be written, nothing is.
    package func note(_ text: String) {
        ftruncate(descriptor, 0)
        _ = Array(text.utf8).withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    /// What its last holder noted in the file at `path`; nil where there is nothing to read.
    package static func note(in path: String) -> String? {
        (try? String(contentsOfFile: path, encoding: .utf8)).flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func failure(_ code: Int32) -> POSIXError {
        POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO)
    }

    deinit {
        // Closing is not enough: a child that another thread has just forked holds the descriptor, and with it the lock, until it
        // runs its program.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
