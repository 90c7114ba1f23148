/// A session with what a list of sessions shows of it.
package struct SessionOverview: Sendable, Hashable {
    /// The session.
    package let session: Session
    /// The decision of its last turn; nil if it has none.
    package let lastDecision: String?
    /// Its turns whose last verdict is good.
    package let good: Int
    /// Its turns whose last verdict is bad.
    package let bad: Int
    /// Whether the customer left a contact.
    package let hasContact: Bool

    /// Creates an overview.
    package init(_ session: Session, lastDecision: String?, good: Int, bad: Int, hasContact: Bool) {
        self.session = session
        self.lastDecision = lastDecision
        self.good = good
        self.bad = bad
        self.hasContact = hasContact
    }
}
