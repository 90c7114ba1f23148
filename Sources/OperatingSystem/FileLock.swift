import Foundation

/// An advisory lock on a file (`flock(2)`). It ends when the value is dropped or the process ends, however it ends.
///
/// Two locks of one process exclude each other like locks of two processes. The file stays after the lock ends.
package struct FileLock: ~Copyable, Sendable {
    /// Whether others may hold the file at the same time.
    package enum Kind: Sendable {
        /// Goes together with other shared locks.
        case shared
        /// Goes with no other lock.
        case exclusive

        fileprivate var operation: Int32 { self == .shared ? LOCK_SH : LOCK_EX }
    }

    private let descriptor: Int32

    /// Takes the lock without waiting; nil if another lock excludes it.
    ///
    /// Creates the file for its owner alone if it does not exist. Throws for `open` or `flock` if either fails.
    package init?(_ kind: Kind, _ path: String) throws(SystemError) {
        let descriptor = try Self.open(path)
        guard try Self.lock(descriptor, kind.operation | LOCK_NB) else { return nil }
        self.descriptor = descriptor
    }

    /// Takes a lock on a folder without waiting, and creates nothing; nil if another lock excludes it.
    ///
    /// Throws for `open` if the folder does not exist or cannot be read, and for `flock`.
    package init?(_ kind: Kind, folder: String) throws(SystemError) {
        let descriptor = Foundation.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError("open") }
        guard try Self.lock(descriptor, kind.operation | LOCK_NB) else { return nil }
        self.descriptor = descriptor
    }

    /// Takes the lock and blocks the thread until it is free. Throws for `open` or `flock` if either fails.
    package init(blocking kind: Kind, _ path: String) throws(SystemError) {
        let descriptor = try Self.open(path)
        _ = try Self.lock(descriptor, kind.operation)
        self.descriptor = descriptor
    }

    /// Takes the lock when it becomes free and asks every 10 ms; nil if `seconds` pass before that.
    ///
    /// Throws `SystemError` as the initializer does, and `CancellationError`.
    package static func wait(_ kind: Kind, _ path: String, seconds: Double) async throws -> FileLock? {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while ContinuousClock.now < deadline {
            if let lock = try FileLock(kind, path) { return lock }
            try await Task.sleep(for: .milliseconds(10))
        }
        return nil
    }

    /// Returns whether such a lock could be taken now; true if the file does not exist or cannot be opened.
    package static func isFree(_ kind: Kind, _ path: String) -> Bool {
        let descriptor = Foundation.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return true }
        defer { close(descriptor) }
        return flock(descriptor, kind.operation | LOCK_NB) == 0 || errno != EWOULDBLOCK
    }

    /// Sets the file's modification time to now.
    package func touch() {
        futimens(descriptor, nil)
    }

    /// Returns when a lock on the file was last touched; nil if the file does not exist.
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

    /// Replaces the file's content with `text`, which tells others who holds the lock. Errors are ignored.
    package func note(_ text: String) {
        ftruncate(descriptor, 0)
        _ = Array(text.utf8).withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    /// Returns what the last holder noted in the file; nil if it is empty, missing or not UTF-8.
    package static func note(in path: String) -> String? {
        (try? String(contentsOfFile: path, encoding: .utf8)).flatMap { $0.isEmpty ? nil : $0 }
    }

    private static func open(_ path: String) throws(SystemError) -> Int32 {
        let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError("open") }
        return descriptor
    }

    /// Returns whether the lock was taken. The descriptor is closed if it was not.
    private static func lock(_ descriptor: Int32, _ operation: Int32) throws(SystemError) -> Bool {
        while flock(descriptor, operation) != 0 {
            let code = errno
            if code == EINTR { continue }
            close(descriptor)
            if code == EWOULDBLOCK { return false }
            throw SystemError("flock", code: code)
        }
        return true
    }

    deinit {
        // Closing alone does not end the lock, because a child that another thread has just forked holds the descriptor
        // until it runs its program.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
