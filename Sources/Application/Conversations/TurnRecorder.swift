import Answering
import Foundation
import Logging
import RAGCore

/// Keeps what is said in one session at a time: the one place through which every command stores turns.
///
/// Where turns cannot be stored, that is told once and the customer is answered all the same.
package actor TurnRecorder {
    /// The session that turns go to; nil until the first, and after `leave`.
    package private(set) var session: Session?
    /// The last turn that was stored in it.
    package private(set) var lastTurn: StoredTurn?

    private let open: @Sendable () throws -> (any ConversationStore)?
    private let price: TokenPrice?
    private let keepDays: Int?
    private let notify: @Sendable (Notice) -> Void
    /// nil until it is needed: opening a file takes time that the first word would wait for.
    private var opened: (any ConversationStore)??
    private var hasFailed = false

    /// Turns of a session that is taken up again that matter for what comes next; older ones stand in its summary.
    private static let resumedTurns = 50

    /// `open` gives nil where nothing is to be stored. `notify` is told once where turns cannot be stored.
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

    /// Takes up the session with this name or id and gives what was said in it; begins one of that name where there is
    /// none.
    package func enter(_ name: String) async throws -> Conversation {
        let store = try store()
        if let known = try await store.session(name) { return try await resume(known, in: store) }
        do {
            session = try await store.begin(name: name, at: Date())
        } catch {
            // Another process may have begun it in the meantime.
            guard let known = try await store.session(name) else { throw error }
            return try await resume(known, in: store)
        }
        lastTurn = nil
        return Conversation()
    }

    /// Takes up the session with this name or id, the last used where it is nil. Throws where there is none.
    package func resume(_ reference: String?) async throws -> Conversation {
        let store = try store()
        let found =
            if let reference { try await store.session(reference) } else { try await store.sessions(limit: 1).first }
        guard let found else {
            throw RAGError(
                .failed,
                reference.map { "There is no session \($0)" } ?? "There is no session yet",
                hint: "`kefu sessions` lists those that there are"
            )
        }
        return try await resume(found, in: store)
    }

    private func resume(_ found: Session, in store: any ConversationStore) async throws -> Conversation {
        let turns = try await store.turns(of: found.id, last: Self.resumedTurns)
        let summary = try await store.summary(of: found.id)
        session = found
        lastTurn = turns.last
        return Conversation(resuming: turns, summary: summary)
    }

    /// Leaves the session: the next turn begins another.
    package func leave() {
        session = nil
        lastTurn = nil
    }

    /// Gives the session a name; begins it where nothing was said yet.
    package func rename(to name: String) async throws {
        let store = try store()
        if let id = session?.id {
            try await store.rename(id, to: name)
            session = try await store.session(id)
        } else {
            session = try await store.begin(name: name, at: Date())
        }
    }

    /// The sessions that were used last, the latest first.
    package func sessions(limit: Int) async throws -> [Session] { try await store().sessions(limit: limit) }

    /// The turns of the session that are kept, oldest first.
    package func turns() async throws -> [StoredTurn] {
        guard let session else { return [] }
        return try await store().turns(of: session.id, last: nil)
    }

    // MARK: Turns

    /// Stores a turn at the end of the session and gives it with its number; nil where it was not stored.
    @discardableResult
    package func record(_ answer: Answer) async -> StoredTurn? {
        log(answer)
        do {
            if opened == nil { opened = .some(try open()) }
            guard let store = opened ?? nil else { return nil }
            let turn = TurnRecord(answer, price: price)
            let current: Session
            if let session {
                current = session
            } else {
                current = try await store.begin(name: nil, at: turn.askedAt)
                session = current
                // Once a session is often enough.
                if let keepDays {
                    try await store.removeTurns(before: turn.askedAt.addingTimeInterval(-86_400 * Double(keepDays)))
                }
            }
            let stored = try await store.append(turn, to: current.id)
            lastTurn = stored
            return stored
        } catch {
            if !hasFailed { notify(.conversationNotStored(error)) }
            hasFailed = true
            return nil
        }
    }

    /// One line an answer, without anyone's words.
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

    /// Keeps what a person says of a turn of the session, the last one where `number` is nil.
    package func give(_ verdict: Feedback.Verdict, words: String?, toTurn number: Int? = nil) async throws {
        guard let session, let number = number ?? lastTurn?.number else {
            throw RAGError(.failed, "There is no answer yet that could be judged", hint: "Ask a question first")
        }
        let words = words?.trimmingCharacters(in: .whitespacesAndNewlines)
        try await store().add(
            Feedback(verdict, words: words?.isEmpty == true ? nil : words, at: Date()),
            toTurn: number,
            of: session.id
        )
    }

    /// Has the older turns of `conversation` summed up where it is time for that, and keeps the summary with the
    /// session. To be called when the answer is shown; where it fails, older turns are remembered by their questions.
    package func sumUp(_ conversation: Conversation, with pipeline: AnswerPipeline) async -> ConversationSummary? {
        guard let summary = try? await pipeline.summary(of: conversation) else { return nil }
        if let session, let store = opened ?? nil { try? await store.keep(summary, of: session.id) }
        return summary
    }

    private func store() throws -> any ConversationStore {
        if opened == nil { opened = .some(try open()) }
        guard let store = opened ?? nil else {
            throw RAGError(
                .notConfigured,
                "Conversations are not stored",
                hint: "Set conversations.store to true in kefu.yaml"
            )
        }
        return store
    }
}
