import Foundation
import RAGCore

/// A page of the list of conversations.
struct AdminSessionList: Encodable, Sendable {
    struct Verdicts: Encodable, Sendable {
        let good: Int
        let bad: Int
    }

    struct Item: Encodable, Sendable {
        let id: String
        @Nullable var name: String?
        let created: Int
        let lastUsed: Int
        let turns: Int
        @Nullable var firstQuestion: String?
        @Nullable var lastDecision: String?
        let verdicts: Verdicts
        let hasContact: Bool

        init(_ overview: SessionOverview) {
            let session = overview.session
            id = session.id
            name = session.name
            created = session.began.unixSeconds
            lastUsed = session.lastUsed.unixSeconds
            turns = session.turnCount
            firstQuestion = session.firstQuestion
            lastDecision = overview.lastDecision
            verdicts = Verdicts(good: overview.good, bad: overview.bad)
            hasContact = overview.hasContact
        }
    }

    let object = "list"
    /// The place at which the next page begins; nil at the end.
    @Nullable var next: String?
    let data: [Item]

    init(_ overviews: [SessionOverview], isCut: Bool) {
        data = overviews.map(Item.init)
        next =
            isCut
            ? overviews.last.map { "\($0.session.lastUsed.timeIntervalSince1970):\($0.session.id)" } : nil
    }
}
