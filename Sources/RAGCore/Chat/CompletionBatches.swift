import Foundation

/// Completes many requests at leisure, for less: files of them are handed in, and what came of each is fetched hours later.
///
/// Every step can be taken up again after days, by another run of the program: the ids are all there is to keep. All
/// methods throw `RAGError` or `CancellationError`.
package protocol CompletionBatches: Sendable {
    /// The name the provider knows the model by.
    var model: String { get }

    /// A writer of files for this service in `folder`, which is made if missing.
    func requests(in folder: URL) throws -> any CompletionBatchWriter

    /// Hands a file in; returns the id of the upload. Nothing is completed, or costs, before `start`.
    func upload(_ file: URL) async throws -> String

    /// Has an upload completed; returns the id of the batch. For an upload that is being completed already it is that
    /// batch's, so that nothing is paid twice where the answer to the first call was lost.
    func start(_ upload: String) async throws -> String

    /// How far a batch is. Throws `RAGError` (`failed`) where the service knows it no more.
    func status(of batch: String) async throws -> CompletionBatchStatus

    /// What came of the requests, in no order. What is fetched lies in `folder`, and is not fetched again. Of a batch that expired or
    /// was cancelled it is what was done until then; the rest may be errors, or missing.
    func replies(of batch: CompletionBatchStatus, in folder: URL) -> AsyncThrowingStream<
        CompletionBatchReply, any Error
    >

    /// Ends a batch early, which takes the service a while.
    func cancel(_ batch: String) async throws

    /// Has the service forget what was uploaded and what it wrote of it, now that it is here. What it will not delete it keeps for as
    /// long as its terms say; that is no error.
    func discard(_ upload: String, of batch: CompletionBatchStatus) async throws
}
