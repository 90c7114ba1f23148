import Batch

/// A step of a batch that a front end may show.
package enum BatchEvent: Sendable {
    /// So many of the questions that look alike are compared by meaning.
    case comparing(done: Int, total: Int)
    /// So many questions are searched for, without asking the completion model.
    case searching(done: Int, total: Int)
    /// Rows are asked and written; sent twice a second.
    case progress(BatchProgress)
    /// The work that the events above reported has ended, or was interrupted.
    case idle
    /// A batch with so many questions was handed in to the provider, which answers within a day.
    case submitted(Int)
    /// The provider has answered so many questions of its batch.
    case providerProgress(completed: Int, total: Int)
    /// The provider says that its batch failed, with these words.
    case providerFailed(String)
    /// So many questions were not answered by the provider's batch and are asked directly.
    case askedDirectly(Int)
    /// The run differs from the earlier one in the file of this name by these rows.
    case compared(with: String, ChangeCount)
    /// The answers agree with the expected ones to this degree.
    case scored(ExpectedSummary)
    /// So many rows need a person; they are in the file of this name.
    case reviewWritten(count: Int, name: String)
    /// The report is in the file with this path.
    case reportWritten(String)
}
