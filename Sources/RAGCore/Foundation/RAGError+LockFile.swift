import Foundation

extension RAGError {
    /// Returns the error for a lock file that cannot be used. `call` is the system call that failed, `open` or
    /// `flock`, and `code` its `errno`.
    package static func lockFile(_ path: String, call: String, code: Int32) -> RAGError {
        let cause = POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO)
        return call == "open"
            ? RAGError(
                .failed,
                "The lock file \(path) cannot be opened",
                hint: "Make its folder writable for the user who runs kefu",
                cause: cause
            )
            : RAGError(
                .failed,
                "The file \(path) cannot be locked",
                hint: "Move its folder to a local disk",
                cause: cause
            )
    }
}
