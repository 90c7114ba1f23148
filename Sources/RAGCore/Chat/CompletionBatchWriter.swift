import Foundation

/// Writes requests to files, a new one whenever the service takes no more in one.
package protocol CompletionBatchWriter: AnyObject {
    /// Adds a request, which its reply names by `id`: at most 64 characters, and no other has it.
    /// Throws `RAGError` where the file cannot be written, or the request alone is more than the service takes.
    func add(_ request: ChatRequest, id: String) throws

    /// The files, whole and on the disk.
    func finish() throws -> [URL]
}
