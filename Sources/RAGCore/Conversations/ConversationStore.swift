import Foundation

/// Keeps conversations. Unlike the index, what it holds cannot be made again.
///
/// Whoever asks names a session, and gets nothing of any other. Several processes may write at once. A turn that was appended
/// survives a power failure. Throws `RAGError`.
package protocol ConversationStore: Sendable {
    /// Begins a session. Throws where another bears `name`, or `Session.name` refuses it.
    func begin(name: String?, at time: Date) async throws -> Session

    /// The session with this id, else with this name; nil where there is none.
    func session(_ reference: String) async throws -> Session?

    /// The sessions that were used last, the latest first.
    func sessions(limit: Int) async throws -> [Session]

    /// Gives the session another name; nil takes it away. Throws where another session bears it.
    func rename(_ session: Session.ID, to name: String?) async throws

    /// Removes the session with all its turns, and leaves no trace of their words on disk.
    func delete(_ session: Session.ID) async throws

    /// Adds a turn to the end of the session. Throws where there is no such session.
    func append(_ turn: TurnRecord, to session: Session.ID) async throws -> StoredTurn

    /// The last `count` turns of the session, oldest first; all where it is nil. None where there is no such session.
    func turns(of session: Session.ID, last count: Int?) async throws -> [StoredTurn]

    /// Keeps what a person says of a turn. Throws where there is no such turn.
    func add(_ feedback: Feedback, toTurn number: Int, of session: Session.ID) async throws

    /// The summary of the session's older turns; nil where there is none.
    func summary(of session: Session.ID) async throws -> ConversationSummary?

    /// Keeps a summary in place of the one before, unless that one reaches further.
    func keep(_ summary: ConversationSummary, of session: Session.ID) async throws

    /// The questions since `date` that were left open or whose answers were marked bad, oldest first.
    func unanswered(since date: Date) async throws -> [UnansweredQuestion]

    /// Removes the turns that were asked before `date`, and the sessions that have none left and were last used before it.
    /// Returns how many turns went.
    @discardableResult
    func removeTurns(before date: Date) async throws -> Int
}
