import Foundation
import RAGCore

extension Workspace {
    /// Returns the file of the vectors of texts that are not in the index: questions of batches, texts of analyses. Its
    /// folder is made. Throws `RAGError`.
    func textVectors() throws -> URL { try batchFolder().appending(path: "questions.sqlite") }

    /// Returns the folder of the files that batches and analyses keep from run to run, and makes it. Throws `RAGError`.
    func batchFolder() throws -> URL {
        let folder = derived.appending(path: "batch", directoryHint: .isDirectory)
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
        return folder
    }
}
