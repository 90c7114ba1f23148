import Foundation

/// Writes requests to files, and begins a new file when the service accepts no more in one.
package protocol CompletionBatchWriter: AnyObject {
    /// Adds a request with an id that its reply repeats: unique, at most 64 characters. Throws `RAGError` if the file
    /// cannot be written or the request alone exceeds the service's limits.
    func add(_ request: ChatRequest, id: String) throws

    /// Returns the complete files, written to disk.
    func finish() throws -> [URL]
}
