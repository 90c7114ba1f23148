import Foundation
import RAGCore

/// A conversation store that masks private data in the words of customers and models before another store keeps them.
///
/// Passages are the company's own words and stay unchanged, because a citation must show the document's text. Numbers
/// and addresses that an answer repeats from its passages stay as well.
///
/// A keyed hash of each masked number or address of a customer is kept with the session, so that the session is found
/// when that customer asks to be forgotten.
package struct MaskingConversationStore: ConversationStore {
    private let base: any ConversationStore
    private let mask: PrivateDataMask
    private let hash: @Sendable (String) async throws -> String

    /// Wraps `base`, masking with `mask`. `hash` returns a keyed hash of a text, which tells nothing to those who lack
    /// the key.
    package init(
        _ base: any ConversationStore,
        mask: PrivateDataMask,
        hash: @escaping @Sendable (String) async throws -> String
    ) {
        self.base = base
        self.mask = mask
        self.hash = hash
    }

    /// Masks the turn and appends it.
    package func append(_ turn: TurnRecord, to session: Session.ID) async throws -> StoredTurn {
        let mask = mask.sparing((turn.hits.map(\.passage) + turn.sources.map(\.passage)).map(\.text))
        let texts = [turn.question, turn.standaloneQuestion].compactMap(\.self)
        try await keepHashes(of: mask.maskedKeys(in: texts), in: session)
        var turn = turn
        turn.question = mask.masked(turn.question)
        turn.standaloneQuestion = turn.standaloneQuestion.map(mask.masked)
        turn.answer = mask.masked(turn.answer)
        turn.findings = turn.findings.map(mask.masked)
        return try await base.append(turn, to: session)
    }

    /// Masks the person's words and adds the feedback.
    package func add(_ feedback: Feedback, toTurn number: Int, of session: Session.ID) async throws {
        try await keepHashes(of: mask.maskedKeys(in: feedback.words.map { [$0] } ?? []), in: session)
        var feedback = feedback
        feedback.words = feedback.words.map(mask.masked)
        try await base.add(feedback, toTurn: number, of: session)
    }

    /// Masks the summary and stores it.
    package func keep(_ summary: ConversationSummary, of session: Session.ID) async throws {
        var summary = summary
        summary.text = mask.masked(summary.text)
        try await base.keep(summary, of: session)
    }

    /// Keeps hashes that the caller made itself.
    package func keep(maskedHashes: Set<String>, of session: Session.ID) async throws {
        try await base.keep(maskedHashes: maskedHashes, of: session)
    }

    private func keepHashes(of keys: Set<String>, in session: Session.ID) async throws {
        guard !keys.isEmpty else { return }
        var hashes: Set<String> = []
        for key in keys { hashes.insert(try await hash(key)) }
        try await base.keep(maskedHashes: hashes, of: session)
    }

    /// Begins a session. Throws `RAGError` if `name` contains private data.
    package func begin(name: String?, owner: String?, at time: Date) async throws -> Session {
        try await base.begin(name: name.map(checked), owner: owner, at: time)
    }

    /// Renames the session. Throws `RAGError` if `name` contains private data.
    package func rename(_ session: Session.ID, to name: String?) async throws {
        try await base.rename(session, to: name.map(checked))
    }

    /// Throws if `name` holds private data: a masked name could match another customer's session.
    private func checked(_ name: String) throws -> String {
        guard mask.masked(name) == name else {
            throw RAGError(
                .failed,
                "A session cannot be called by a telephone number, an address or the like",
                hint: "Choose a name that tells nothing private, or change privacy.mask"
            )
        }
        return name
    }

    /// Returns the session of the wrapped store.
    package func session(_ reference: String) async throws -> Session? { try await base.session(reference) }
    /// Returns the sessions of the wrapped store.
    package func sessions(limit: Int) async throws -> [Session] { try await base.sessions(limit: limit) }
    /// Deletes the session from the wrapped store.
    package func delete(_ session: Session.ID) async throws { try await base.delete(session) }
    /// Returns the turns of the wrapped store, which were masked when they were appended.
    package func turns(of session: Session.ID, last count: Int?) async throws -> [StoredTurn] {
        try await base.turns(of: session, last: count)
    }
    /// Returns the summary of the wrapped store.
    package func summary(of session: Session.ID) async throws -> ConversationSummary? {
        try await base.summary(of: session)
    }
    /// Returns the questions of the wrapped store.
    package func questions(since date: Date) async throws -> [AskedQuestion] {
        try await base.questions(since: date)
    }
    /// Returns the unanswered questions of the wrapped store.
    package func unanswered(since date: Date) async throws -> [AskedQuestion] {
        try await base.unanswered(since: date)
    }
    /// Removes the turns from the wrapped store.
    package func removeTurns(before date: Date) async throws -> Int { try await base.removeTurns(before: date) }
}
