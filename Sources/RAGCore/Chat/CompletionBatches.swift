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

/// Writes requests to files, a new one whenever the service takes no more in one.
package protocol CompletionBatchWriter: AnyObject {
    /// Adds a request, which its reply names by `id`: at most 64 characters, and no other has it.
    /// Throws `RAGError` where the file cannot be written, or the request alone is more than the service takes.
    func add(_ request: ChatRequest, id: String) throws

    /// The files, whole and on the disk.
    func finish() throws -> [URL]
}

/// How far a batch is.
package struct CompletionBatchStatus: Sendable, Hashable {
    package enum State: String, Sendable, Hashable, CaseIterable {
        case validating, failed, completed, expired, cancelling, cancelled, finalizing
        case inProgress = "in_progress"

        /// Nothing more will come.
        package var isOver: Bool {
            switch self {
            case .failed, .completed, .expired, .cancelled: true
            case .validating, .inProgress, .finalizing, .cancelling: false
            }
        }
    }

    package let id: String
    package let state: State
    /// Requests: all, answered, and failed; 0 before the service has counted them.
    package let total: Int
    package let completed: Int
    package let failed: Int
    /// Ids of the files with what was answered, and with what failed.
    package let outputs: [String]
    /// When the service gives up what is not done then; nil where it does not say.
    package let expires: Date?
    /// Why the batch failed as a whole, in the service's words; nil where it did not.
    package let message: String?

    package init(
        id: String,
        state: State,
        total: Int = 0,
        completed: Int = 0,
        failed: Int = 0,
        outputs: [String] = [],
        expires: Date? = nil,
        message: String? = nil
    ) {
        self.id = id
        self.state = state
        self.total = total
        self.completed = completed
        self.failed = failed
        self.outputs = outputs
        self.expires = expires
        self.message = message
    }
}

/// What came of one request of a batch.
package struct CompletionBatchReply: Sendable {
    package struct Completion: Sendable, Hashable {
        package let text: String
        package let usage: TokenUsage?
        /// Why the reply ended, as `ChatEvent.finished` says it.
        package let reason: String?

        package init(text: String, usage: TokenUsage?, reason: String?) {
            self.text = text
            self.usage = usage
            self.reason = reason
        }
    }

    /// As it was given to the writer; nil where the service sent something that names no request.
    package let id: String?
    package let result: Result<Completion, RAGError>

    package init(id: String?, result: Result<Completion, RAGError>) {
        self.id = id
        self.result = result
    }
}
