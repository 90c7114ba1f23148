import Batch
import Foundation
import Ingestion
import OperatingSystem
import RAGCore

/// Where a batch keeps what it has finished: beside the index, under the name of its output.
struct BatchPlace: Sendable {
    let journal: URL
    let lock: URL
    /// Files on their way to the provider's Batch API and back.
    let provider: URL
    /// Embeddings of questions, so that none is made twice.
    let questions: URL

    /// `output` is nil for stdout; what it belongs to is then told by `input`, a file or the text that came by stdin.
    init(_ workspace: Workspace, output: URL?, input: BatchInput) throws {
        let folder = workspace.derived.appending(path: "batch", directoryHint: .isDirectory)
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            throw RAGError(
                .failed,
                "The folder \(folder.path) cannot be made",
                hint: "Make the workspace writable for the user who runs kefu",
                cause: error
            )
        }
        let file = output ?? input.url
        let key = file?.resolvingSymlinksInPath().path ?? input.questions.map(\.text).joined(separator: "\n")
        let name = (output?.lastPathComponent ?? "stdout") + "-" + ContentHash.of(key).prefix(12)
        journal = folder.appending(path: name + ".journal")
        lock = folder.appending(path: name + ".lock")
        provider = folder.appending(path: name + ".provider", directoryHint: .isDirectory)
        questions = folder.appending(path: "questions.sqlite")
    }

    /// Takes the output for this run alone. Throws `RAGError` where another run writes it.
    func take(_ output: String) throws -> FileLock {
        guard let lock = try takeLock() else {
            let holder = FileLock.note(in: lock.path).map { " (\($0))" } ?? ""
            throw RAGError(
                .failed,
                "Another run of `kefu batch` writes \(output)\(holder)",
                hint: "Wait for it, end it, or name another --output"
            )
        }
        lock.note("process \(ProcessInfo.processInfo.processIdentifier)")
        return lock
    }

    private func takeLock() throws(RAGError) -> FileLock? {
        do {
            return try FileLock(.exclusive, lock.path)
        } catch {
            throw .lockFile(lock.path, call: error.call, code: error.code)
        }
    }
}
