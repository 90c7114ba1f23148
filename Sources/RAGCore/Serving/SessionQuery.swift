import Foundation

/// Which sessions a list shows. Each part that is nil allows all.
package struct SessionQuery: Sendable, Hashable {
    /// The place after which a page of the list begins: the last session of the page before.
    package struct Place: Sendable, Hashable {
        /// The time of its last question, in seconds since 1970.
        package let lastUsed: Double
        /// Its id.
        package let id: Session.ID

        /// Creates a place.
        package init(lastUsed: Double, id: Session.ID) {
            self.lastUsed = lastUsed
            self.id = id
        }
    }

    /// A turn has this decision.
    package var decision: String?
    /// A turn has this verdict.
    package var verdict: Feedback.Verdict?
    /// A turn was asked at this time or later.
    package var since: Date?
    /// A turn was asked before this time.
    package var until: Date?
    /// A question or an answer contains this text, without regard to the case of ASCII letters.
    package var words: String?
    /// Only sessions after this place.
    package var after: Place?
    /// The most sessions.
    package var limit: Int

    /// Creates a query of all sessions, at most `limit`.
    package init(limit: Int) { self.limit = limit }
}
