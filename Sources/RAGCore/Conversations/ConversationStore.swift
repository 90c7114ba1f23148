import Foundation

/// A store of conversations. Unlike the index, its content cannot be rebuilt.
///
/// Each call names a session and sees nothing of any other. Several processes may write at once. An appended turn
/// survives a power failure. All methods throw `RAGError`.
package protocol ConversationStore: Sendable {
    /// Begins a session that belongs to `owner`. Throws if another session has this name or `Session.name` refuses it.
    func begin(name: String?, owner: String?, at time: Date) async throws -> Session

    /// Returns the session with this id, otherwise with this name; nil if there is none.
    func session(_ reference: String) async throws -> Session?

    /// Returns the sessions that were used last, latest first.
    func sessions(limit: Int) async throws -> [Session]

    /// Gives the session another name; nil removes it. Throws if another session has this name.
    func rename(_ session: Session.ID, to name: String?) async throws

    /// Removes the session with all its turns.
    func delete(_ session: Session.ID) async throws

    /// Adds a turn to the end of the session. Throws if there is no such session.
    func append(_ turn: TurnRecord, to session: Session.ID) async throws -> StoredTurn

    /// Returns the last `count` turns of the session, oldest first; all if `count` is nil. Empty if there is no such
    /// session.
    func turns(of session: Session.ID, last count: Int?) async throws -> [StoredTurn]

    /// Adds a person's feedback to a turn. Throws if there is no such turn.
    func add(_ feedback: Feedback, toTurn number: Int, of session: Session.ID) async throws

    /// Returns the summary of the session's older turns; nil if there is none.
    func summary(of session: Session.ID) async throws -> ConversationSummary?

    /// Replaces the summary of the session, unless the stored one covers later turns.
    func keep(_ summary: ConversationSummary, of session: Session.ID) async throws

    /// Keeps hashes of private values that were masked in the session. They are removed with it.
    func keep(maskedHashes: Set<String>, of session: Session.ID) async throws

    /// Returns all questions since `date`, oldest first.
    func questions(since date: Date) async throws -> [AskedQuestion]

    /// Returns the questions since `date` that were left open or whose answers were marked bad, oldest first.
    func unanswered(since date: Date) async throws -> [AskedQuestion]

    /// Removes the turns that were asked before `date`, and the sessions without turns that were last used before it.
    /// Returns the number of removed turns.
    @discardableResult
    func removeTurns(before date: Date) async throws -> Int
}

extension ConversationStore {
    /// Begins a session without an owner. Throws if another session has this name or `Session.name` refuses it.
    package func begin(name: String?, at time: Date) async throws -> Session {
        try await begin(name: name, owner: nil, at: time)
    }
}
