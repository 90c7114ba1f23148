import Foundation
import GRDB
import RAGCore

/// The translation of SQLite and file-system errors into messages for the person who runs kefu.
struct StoreFailure: Sendable {
    /// The database file that the messages name.
    let file: URL
    /// How many seconds a writer waits for another.
    let busyTimeout: TimeInterval
    var messages = StoreMessages.index

    /// Returns `error` as a `RAGError`. A `RAGError` and a cancellation are returned unchanged.
    func explain(_ error: any Error) -> any Error {
        switch error {
        case is RAGError, is CancellationError: error
        case let error as DatabaseError where error.resultCode == .SQLITE_INTERRUPT: CancellationError()
        case let error as DatabaseError: explain(error)
        case is RowDecodingError, is DecodingError: damaged
        default: RAGError(.failed, "\(messages.name) \(file.path) cannot be used", hint: Self.rights, cause: error)
        }
    }

    /// The error for a file that does not exist yet.
    var missing: RAGError {
        RAGError(.notConfigured, "\(messages.missing.message) \(file.path) yet", hint: messages.missing.hint)
    }

    /// The error for a file, or a folder above it, that this user may not read.
    var unreadable: RAGError {
        failed("\(messages.name) \(file.path) may not be read by this user", hint: Self.rights)
    }

    /// The error for a row with content that this program never writes.
    var damaged: RAGError { failed("\(messages.name) \(file.path) is damaged", hint: messages.damaged) }

    /// The error for a file that a later version of this program wrote.
    var newer: RAGError {
        failed(
            "\(messages.name) \(file.path) was made by a newer kefu than this one",
            hint: messages.newer
        )
    }

    /// The error for a file without the tables of this version, which a reader cannot add.
    var older: RAGError {
        RAGError(
            .notConfigured,
            "\(messages.name) \(file.path) was made by an older kefu",
            hint: messages.older
        )
    }

    /// Returns the error for a folder or file that could not be created; `number` is `errno`.
    func cannotCreate(_ number: Int32) -> RAGError {
        let cause = POSIXError(POSIXErrorCode(rawValue: number) ?? .EIO)
        return switch cause.code {
        case .ENOSPC, .EDQUOT: full(cause)
        case .EROFS, .EACCES, .EPERM: readOnly(cause)
        default: failed("\(messages.name) \(file.path) cannot be created", hint: Self.rights, cause)
        }
    }

    private func explain(_ error: DatabaseError) -> RAGError {
        switch error.resultCode {
        case .SQLITE_FULL: return full(error)
        case .SQLITE_READONLY: return readOnly(error)
        case .SQLITE_NOTADB:
            return failed("The file \(file.path) is \(messages.kind)", hint: messages.damaged, error)
        case .SQLITE_CORRUPT: return failed("\(messages.name) \(file.path) is damaged", hint: messages.damaged, error)
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            return failed(
                "Another process has kept the file \(file.path) locked for more than \(Int(busyTimeout)) s",
                hint: "Wait until it is done, then try again",
                error
            )
        case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            // SQLite could not create the files beside the database.
            let folder = file.deletingLastPathComponent().path
            if error.resultCode == .SQLITE_CANTOPEN, !FileManager.default.isWritableFile(atPath: folder) {
                return readOnly(error)
            }
            return failed("\(messages.name) \(file.path) cannot be opened", hint: Self.rights, error)
        case .SQLITE_IOERR:
            // SQLite grows the shared-memory file first, so a full disk can fail here.
            if error.extendedResultCode == .SQLITE_IOERR_SHMSIZE { return full(error) }
            return failed(
                "The file \(file.path) cannot be read or written",
                hint: "Check the disk, then try again",
                error
            )
        default:
            return failed(
                "\(messages.name) \(file.path) cannot be used: \(error.message ?? "no reason given")",
                hint: nil,
                error
            )
        }
    }

    private func full(_ cause: any Error) -> RAGError {
        failed(
            "The disk is full: \(file.path) cannot grow",
            hint: "Free some space and try again; finished work is kept",
            cause
        )
    }

    private func readOnly(_ cause: any Error) -> RAGError {
        failed(
            "\(messages.name) \(file.path) cannot be used: the file, its folder or its disk is read-only",
            hint: "Make the folder writable for the user who runs kefu",
            cause
        )
    }

    private func failed(_ message: String, hint: String? = nil, _ cause: (any Error)? = nil) -> RAGError {
        RAGError(.failed, message, hint: hint, cause: cause)
    }

    private static let rights = "Check that the user who runs kefu may read and write the file and its folder"
}
