import Foundation
import RAGCore

/// A conversation as its owner gets it.
struct SessionReply: Encodable, Sendable {
    struct Turn: Encodable, Sendable {
        let number: Int
        let created: Int
        let question: String
        let answer: String
        let decision: String
        @Nullable var reason: String?
        @Nullable var language: String?
        @Nullable var verdict: String?
        let sources: [SourceReply]
    }

    /// The number of turns, the last ones, that a reply holds.
    static let mostTurns = 200

    let id: String
    let object = "session"
    let created: Int
    let lastUsed: Int
    let turns: [Turn]

    init(_ session: Session, _ turns: [StoredTurn]) {
        id = session.id
        created = session.began.unixSeconds
        lastUsed = session.lastUsed.unixSeconds
        self.turns = turns.map { turn in
            Turn(
                number: turn.number,
                created: turn.record.askedAt.unixSeconds,
                question: turn.record.question,
                answer: turn.record.answer,
                decision: turn.record.decision.name,
                reason: turn.record.decision.reason,
                language: turn.record.language?.rawValue,
                verdict: turn.feedback.last?.verdict.rawValue,
                sources: turn.record.sources.map(SourceReply.init)
            )
        }
    }
}

/// The reply to erasing a session.
struct DeletedSession: Encodable, Sendable {
    let id: String
    let object = "session"
    let deleted = true
}

extension Date {
    /// The whole seconds since 1970.
    var unixSeconds: Int { Int(timeIntervalSince1970) }
}
