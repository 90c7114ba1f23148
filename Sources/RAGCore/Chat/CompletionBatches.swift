import Foundation

/// Completes many requests at a lower price: files of requests are uploaded, and the replies are fetched hours later.
///
/// Every step can be continued days later by another run of the program; the ids are all that must be kept. All
/// methods throw `RAGError` or `CancellationError`.
package protocol CompletionBatches: Sendable {
    /// The name by which the provider knows the model.
    var model: String { get }

    /// Returns a writer of request files for this service in `folder`, which is created if missing.
    func requests(in folder: URL) throws -> any CompletionBatchWriter

    /// Uploads a file and returns the id of the upload. Nothing is completed or charged before `start`.
    func upload(_ file: URL) async throws -> String

    /// Starts the completion of an upload and returns the id of the batch. If the upload was started before, returns
    /// that batch, so that nothing is paid twice if the reply to the first call was lost.
    func start(_ upload: String) async throws -> String

    /// Returns the progress of a batch. Throws `RAGError` (`failed`) if the service no longer knows it.
    func status(of batch: String) async throws -> CompletionBatchStatus

    /// Returns the replies to the requests, in any order. They are downloaded to `folder` once. A batch that expired
    /// or was cancelled gives the replies until then; the others may be errors or missing.
    func replies(of batch: CompletionBatchStatus, in folder: URL) -> AsyncThrowingStream<
        CompletionBatchReply, any Error
    >

    /// Cancels a batch, which takes the service some time.
    func cancel(_ batch: String) async throws

    /// Deletes the upload and the output files at the service after they were downloaded. Files that the service does
    /// not delete stay there as its terms say; that is not an error.
    func discard(_ upload: String, of batch: CompletionBatchStatus) async throws
}
