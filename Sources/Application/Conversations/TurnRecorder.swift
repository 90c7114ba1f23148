import Answering
import Foundation
import Logging
import RAGCore

/// Stores the turns of any number of conversations at the same time; every front end stores turns through it.
///
/// If turns cannot be stored, a notice says so, and customers are answered all the same. The next notice comes only
/// after turns were stored again.
package actor TurnRecorder {
    private let open: @Sendable () throws -> (any ConversationStore)?
    private let price: TokenPrice?
    private let keepDays: Int?
    private let notify: @Sendable (Notice) -> Void
    /// nil until it is needed, because opening a file would delay the first word.
    private var opened: (any ConversationStore)??
    private var hasFailed = false

    /// Turns of a resumed session that are read; older ones are in its summary.
    private static let resumedTurns = 50

    /// Creates a recorder. `price` is that of the completion model, and turns older than `keepDays` are removed
    /// whenever a session begins; nil keeps them for ever. `open` is called once, when the store is first needed, and
    /// returns nil if nothing is to be stored. `notify` gets `conversationNotStored`, once for all turns that fail in
    /// a row.
    package init(
        price: TokenPrice?,
        keepDays: Int?,
        notify: @escaping @Sendable (Notice) -> Void,
        open: @escaping @Sendable () throws -> (any ConversationStore)?
    ) {
        self.price = price
        self.keepDays = keepDays
        self.notify = notify
        self.open = open
    }

    // MARK: Sessions

    /// Returns the conversation of the session with this name or id; begins a session of that name if there is none.
    /// Throws `RAGError`.
    package func enter(_ name: String) async throws -> RecordedConversation {
        let store = try store()
        if let known = try await store.session(name) { return try await resume(known, in: store) }
        do {
            let session = try await store.begin(name: name, at: Date())
            return RecordedConversation(Conversation(), session: session, lastTurn: nil)
        } catch {
            // Another process may have begun it in the meantime.
            guard let known = try await store.session(name) else { throw error }
            return try await resume(known, in: store)
        }
    }

    /// Returns the conversation of the session with this name or id, or of the session that was used last if it is nil.
    /// Throws `RAGError` where there is none.
    package func resume(_ reference: String?) async throws -> RecordedConversation {
        let store = try store()
        let found =
            if let reference { try await store.session(reference) } else { try await store.sessions(limit: 1).first }
        guard let found else {
            throw RAGError(
                .failed,
                reference.map { "There is no session \($0)" } ?? "There is no session yet",
                hint: "`kefu sessions` lists all sessions"
            )
        }
        return try await resume(found, in: store)
    }

    /// Returns the conversation of the session with this id, never one of this name; nil where there is none that
    /// belongs to `owner`. Throws `RAGError`.
    package func resume(id: Session.ID, ownedBy owner: String) async throws -> RecordedConversation? {
        guard let opened = try openedStore(), let session = try await opened.session(id), session.id == id,
            session.owner == owner
        else { return nil }
        return try await resume(session, in: opened)
    }

    private func resume(_ found: Session, in store: any ConversationStore) async throws -> RecordedConversation {
        let turns = try await store.turns(of: found.id, last: Self.resumedTurns)
        let summary = try await store.summary(of: found.id)
        return RecordedConversation(
            Conversation(resuming: turns, summary: summary),
            session: found,
            lastTurn: turns.last?.number
        )
    }

    /// Returns the sessions that were used last, the latest first. Throws `RAGError`.
    package func sessions(limit: Int) async throws -> [Session] { try await store().sessions(limit: limit) }

    /// Returns all stored turns of the conversation, oldest first; none before the first one is stored. Throws
    /// `RAGError`.
    package func turns(of conversation: RecordedConversation) async throws -> [StoredTurn] {
        guard let session = conversation.session else { return [] }
        return try await store().turns(of: session.id, last: nil)
    }

    // MARK: Turns

    /// Adds the answer to the conversation, and stores the turn at the end of its session. Returns the stored turn; nil
    /// where it is not stored. One conversation has one answer at a time; answers of different conversations may come
    /// at once.
    @discardableResult
    package func record(_ answer: Answer, in conversation: inout RecordedConversation) async -> StoredTurn? {
        log(answer)
        conversation.conversation.append(answer)
        do {
            guard let store = try openedStore() else { return nil }
            let turn = TurnRecord(answer, price: price)
            let session = try await beginSession(of: &conversation, at: turn.askedAt, in: store)
            let stored = try await store.append(turn, to: session.id)
            conversation.lastTurn = stored.number
            hasFailed = false
            return stored
        } catch is CancellationError {
            return nil
        } catch {
            if await isErased(conversation.session) { return nil }
            if !hasFailed { notify(.conversationNotStored(error)) }
            hasFailed = true
            return nil
        }
    }

    /// Returns whether a person has erased the session while its question was being answered.
    private func isErased(_ session: Session?) async -> Bool {
        guard let session, let store = opened ?? nil else { return false }
        do {
            return try await store.session(session.id) == nil
        } catch {
            return false
        }
    }

    /// Returns the session of the conversation, which begins now if there is none. Old turns are removed then: once a
    /// session is often enough.
    private func beginSession(
        of conversation: inout RecordedConversation,
        at time: Date,
        in store: any ConversationStore
    ) async throws -> Session {
        if let session = conversation.session { return session }
        let session = try await store.begin(name: nil, owner: conversation.owner, at: time)
        conversation.session = session
        if let keepDays {
            try await store.removeTurns(before: time.addingTimeInterval(-86_400 * Double(keepDays)))
        }
        return session
    }

    /// Logs one line for an answer, without anyone's words.
    private func log(_ answer: Answer) {
        let missing = Set(answer.trace.support.flatMap(\.missing).map(\.kind.rawValue))
        Self.logger.info(
            "answered",
            metadata: [
                "decision": "\(answer.decision.rawValue)", "reason": "\(answer.reason?.rawValue ?? "-")",
                "confidence": "\(answer.confidence.map { String(format: "%.2f", $0) } ?? "-")",
                "unsupported": "\(answer.unsupported.count)",
                "missing": "\(missing.isEmpty ? "-" : missing.sorted().joined(separator: ","))",
                "seconds": "\(String(format: "%.2f", answer.trace.timings.total))",
            ]
        )
    }

    private static let logger = Logger(label: "kefu.answers")

    /// Stores a person's verdict on a turn of the conversation, the last one if `number` is nil. Throws `RAGError`
    /// where there is no such turn.
    package func add(
        _ verdict: Feedback.Verdict,
        words: String?,
        toTurn number: Int? = nil,
        of conversation: RecordedConversation
    ) async throws {
        guard let session = conversation.session, let number = number ?? conversation.lastTurn else {
            throw RAGError(.failed, "There is no answer yet to give feedback on", hint: "Ask a question first")
        }
        let words = words?.trimmingCharacters(in: .whitespacesAndNewlines)
        try await store().add(
            Feedback(verdict, words: words?.isEmpty == true ? nil : words, at: Date()),
            toTurn: number,
            of: session.id
        )
    }

    /// Sums up the older turns of the conversation if it is time for that, stores the summary and returns it; nil if it
    /// is not time, or the model fails. Call it after the answer is shown: it may ask the model.
    package func summarize(
        _ conversation: RecordedConversation,
        with pipeline: AnswerPipeline
    ) async -> ConversationSummary? {
        guard let summary = try? await pipeline.summary(of: conversation.conversation) else { return nil }
        if let session = conversation.session, let store = opened ?? nil {
            try? await store.keep(summary, of: session.id)
        }
        return summary
    }

    /// Returns the store, which is opened now if it was not; nil if nothing is to be stored.
    private func openedStore() throws -> (any ConversationStore)? {
        if opened == nil { opened = .some(try open()) }
        return opened ?? nil
    }

    private func store() throws -> any ConversationStore {
        guard let store = try openedStore() else {
            throw RAGError(
                .notConfigured,
                "Conversations are not stored",
                hint: "Set conversations.store to true in kefu.yaml"
            )
        }
        return store
    }
}
