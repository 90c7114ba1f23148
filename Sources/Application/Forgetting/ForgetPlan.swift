import Foundation
import RAGCore

/// The places at which a workspace holds somebody's words, and which of them can be erased.
package struct ForgetPlan: Sendable, Encodable {
    /// A file with the number of its places.
    package struct Place: Sendable, Encodable, Hashable {
        /// The path of the file.
        package let path: String
        /// The number of entries that are to be erased.
        package let entries: Int
    }

    /// A file that is not changed, because it is not kefu's own.
    package struct Remainder: Sendable, Encodable, Hashable {
        /// The path of the file.
        package let path: String
        /// The lines or rows with the words, from 1; empty if the whole file is meant.
        package let rows: [Int]
    }

    /// The sessions that are erased as a whole.
    package var sessions: [Session] = []
    /// The number of turns of other sessions that are erased, because they are old.
    package var oldTurns = 0
    /// The number of contacts that are erased, because they are old.
    package var oldContacts = 0
    /// The lines of the chat history that are erased.
    package var historyLines = 0
    /// The journals of batches, whose entries are erased.
    package var journals: [Place] = []
    /// Temporary files of batches, which are erased as a whole.
    package var requestFiles: [String] = []
    /// Journals that could not be searched, because a batch is running.
    package var busyJournals: [String] = []
    /// Outputs and documents that a person must edit.
    package var remainders: [Remainder] = []

    /// Whether there is nothing to erase.
    package var isEmpty: Bool {
        sessions.isEmpty && oldTurns == 0 && oldContacts == 0 && historyLines == 0 && journals.isEmpty
            && requestFiles.isEmpty
    }
}
