import Foundation

/// The progress of a batch.
package struct CompletionBatchStatus: Sendable, Hashable {
    /// The state of a batch, in the words of the OpenAI Batch API.
    package enum State: String, Sendable, Hashable, CaseIterable {
        case validating, failed, completed, expired, cancelling, cancelled, finalizing
        case inProgress = "in_progress"

        /// Whether no more replies will come.
        package var isOver: Bool {
            switch self {
            case .failed, .completed, .expired, .cancelled: true
            case .validating, .inProgress, .finalizing, .cancelling: false
            }
        }
    }

    /// The id of the batch.
    package let id: String
    /// The state.
    package let state: State
    /// The number of requests; 0 before the service has counted them.
    package let total: Int
    /// The number of requests that have a reply.
    package let completed: Int
    /// The number of requests that failed.
    package let failed: Int
    /// The ids of the files with replies and with errors.
    package let outputs: [String]
    /// The time at which the service stops working on the batch; nil if it gives none.
    package let expires: Date?
    /// The reason why the whole batch failed, in the service's words; nil if it did not.
    package let message: String?

    /// Creates a status.
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
