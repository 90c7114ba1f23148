import Foundation
import GRDB
import RAGCore

/// Puts what SQLite and the file system say into words for the person who runs kefu.
struct StoreFailure: Sendable {
    /// The database file that is named.
    let file: URL
    /// How long a writer waits for another.
    let patience: TimeInterval
    var words = StoreWords.index

    /// `error` as a `RAGError`; one that is already, and a cancellation, pass as they are.
    func explain(_ error: any Error) -> any Error {
        switch error {
        case is RAGError, is CancellationError: error
        case let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT: CancellationError()
        case let error as DatabaseError: explain(error)
        case is RowDecodingError, is DecodingError: damaged
        default: RAGError(.failed, "\(words.name) \(file.path) cannot be used", hint: Self.rights, cause: error)
        }
    }

    /// There is no such file yet.
    var missing: RAGError {
        RAGError(.notConfigured, "\(words.missing.message) \(file.path) yet", hint: words.missing.hint)
    }

    /// The file, or a folder above it, is another user's alone.
    var unreadable: RAGError {
        failed("\(words.name) \(file.path) may not be read by this user", hint: Self.rights)
    }

    /// A row holds what this program never wrote there.
    var damaged: RAGError { failed("\(words.name) \(file.path) is damaged", hint: words.damaged) }

    /// The file was written by a later version of this program.
    var newer: RAGError {
        failed(
            "\(words.name) \(file.path) was made by a newer kefu than this one",
            hint: words.newer
        )
    }

    /// The file lacks tables of this version, and reading cannot add them.
    var older: RAGError {
        RAGError(
            .notConfigured,
            "\(words.name) \(file.path) was made by an older kefu",
            hint: words.older
        )
    }

    /// Its folder or file could not be made.
    func cannotCreate(_ number: Int32) -> RAGError {
        let cause = POSIXError(POSIXErrorCode(rawValue: number) ?? .EIO)
        return switch cause.code {
        case .ENOSPC, .EDQUOT: full(cause)
        case .EROFS, .EACCES, .EPERM: readOnly(cause)
        default: failed("\(words.name) \(file.path) cannot be created", hint: Self.rights, cause)
        }
    }

    private func explain(_ error: DatabaseError) -> RAGError {
        switch error.resultCode {
        case .SQLITE_FULL: return full(error)
        case .SQLITE_READONLY: return readOnly(error)
        case .SQLITE_NOTADB:
            return failed("The file \(file.path) is \(words.kind)", hint: words.damaged, error)
        case .SQLITE_CORRUPT: return failed("\(words.name) \(file.path) is damaged", hint: words.damaged, error)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return failed(
                "Another process has kept the file \(file.path) locked for more than \(Int(patience)) s",
                hint: "Wait until it is done, then try again",
                error
            )
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            // The files beside the database could not be made.
            let folder = file.deletingLastPathComponent().path
            if error.resultCode == .SQLITE_CANTOPEN, !FileManager.default.isWritableFile(atPath: folder) {
                return readOnly(error)
            }
            return failed("\(words.name) \(file.path) cannot be opened", hint: Self.rights, error)
        case .SQLITE_IOERR:
            // The shared-memory file beside the database is grown first, so a full disk can show here.
            if error.extendedResultCode == .SQLITE_IOERR_SHMSIZE { return full(error) }
            return failed(
                "The disk failed under \(file.path)",
                hint: "Check the disk, then try again",
                error
            )
        default:
            return failed(
                "\(words.name) \(file.path) cannot be used: \(error.message ?? "no reason given")",
                hint: nil,
                error
            )
        }
    }

    private func full(_ cause: any Error) -> RAGError {
        failed(
            "The disk is full: nothing more fits into \(file.path)",
            hint: "Free some space and try again; all that was finished is kept",
            cause
        )
    }

    private func readOnly(_ cause: any Error) -> RAGError {
        failed(
            "\(words.name) \(file.path) cannot be used: the file, its folder or its disk is read-only",
            hint: "Make the folder writable for the user who runs kefu",
            cause
        )
    }

    private func failed(_ message: String, hint: String? = nil, _ cause: (any Error)? = nil) -> RAGError {
        RAGError(.failed, message, hint: hint, cause: cause)
    }

    private static let rights = "Check that the user who runs kefu may read and write the file and its folder"
}
