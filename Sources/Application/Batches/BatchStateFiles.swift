import Batch
import Foundation
import Ingestion
import OperatingSystem
import RAGCore

/// The files in which a batch keeps its state, so that the next run continues: beside the index, named after the
/// output.
struct BatchStateFiles: Sendable {
    /// Finished rows and replies of models.
    let journal: URL
    /// Locked by the run that writes the output.
    let lock: URL
    /// Files on their way to the provider's Batch API and back.
    let provider: URL
    /// Embeddings of questions, shared by all batches and analyses of the workspace.
    let questions: URL

    /// Creates the folder of the files. With `output` nil (stdout) the files are named after `input`. Throws `RAGError`
    /// where the folder cannot be made.
    init(_ workspace: Workspace, output: URL?, input: BatchInput) throws {
        let folder = try workspace.batchFolder()
        let file = output ?? input.url
        let key = file?.resolvingSymlinksInPath().path ?? input.questions.map(\.text).joined(separator: "\n")
        let name = (output?.lastPathComponent ?? "stdout") + "-" + ContentHash.of(key).prefix(12)
        journal = folder.appending(path: name + ".journal")
        lock = folder.appending(path: name + ".lock")
        provider = folder.appending(path: name + ".provider", directoryHint: .isDirectory)
        questions = try workspace.textVectors()
    }

    /// Locks `output` for this run until the lock is released. Throws `RAGError` where another run writes it.
    func lockOutput(_ output: String) throws -> FileLock {
        guard let lock = try takeLock() else {
            let holder = FileLock.note(in: lock.path).map { " (\($0))" } ?? ""
            throw RAGError(
                .failed,
                "Another run of `kefu batch` is writing \(output)\(holder)",
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
