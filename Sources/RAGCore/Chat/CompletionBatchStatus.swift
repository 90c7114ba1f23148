import Foundation

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
