import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The right to write in a folder (`flock(2)`), let go when it is dropped or the process ends, however it ends.
struct FolderLock: ~Copyable {
    static let fileName = "lock"

    private let descriptor: Int32

    /// Takes the lock, or waits for it; nil where another has it and we do not wait.
    init?(_ folder: URL, waiting: Bool) throws(SystemError) {
        // Kept only once it is locked: what is begun and given up is ended by `deinit` as well, and would be closed twice.
        let descriptor = open(folder.appending(path: Self.fileName).path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError("open") }
        while flock(descriptor, waiting ? LOCK_EX : LOCK_EX | LOCK_NB) != 0 {
            let code = errno
            if code == EINTR { continue }
            close(descriptor)
            if code == EWOULDBLOCK { return nil }
            throw SystemError("flock", code: code)
        }
        self.descriptor = descriptor
    }

    deinit {
        // A child that another thread has just forked still holds the descriptor; closing ours would not free the lock.
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }
}
