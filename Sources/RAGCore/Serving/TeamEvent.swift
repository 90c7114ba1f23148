import Foundation

/// An event of a conversation that the support team is told of. It is stored until it has arrived.
package struct TeamEvent: Sendable, Hashable {
    /// The kinds of events.
    package enum Kind: String, Sendable, Hashable {
        /// A conversation was handed over to a person.
        case handedOver = "handed_over"
        /// A customer said how to be reached.
        case contactLeft = "contact_left"
    }

    /// The number of the event; later ones have higher numbers.
    package let id: Int64
    /// The kind.
    package let kind: Kind
    /// The conversation.
    package let session: Session.ID
    /// The number of times that it was taken to be sent.
    package let attempts: Int

    /// Creates an event.
    package init(id: Int64, kind: Kind, session: Session.ID, attempts: Int) {
        self.id = id
        self.kind = kind
        self.session = session
        self.attempts = attempts
    }
}
