import Synchronization

/// The place of one request among those under way. Letting go of it gives it up.
final class PacingPermit: Sendable {
    private let ticket: PacingPolicy.Ticket
    private let pacer: Pacer
    private let isLeft = Atomic(false)

    init(_ ticket: PacingPolicy.Ticket, of pacer: Pacer) {
        self.ticket = ticket
        self.pacer = pacer
    }

    deinit { leave() }

    /// How the service took the request.
    func note(_ reply: PacingPolicy.Reply) { pacer.note(reply, to: ticket) }

    /// The request is over. Only the first call counts.
    /// - Parameter tokens: what it cost, where that is known.
    func leave(tokens: Int? = nil) {
        if isLeft.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged {
            pacer.leave(ticket, tokens: tokens)
        }
    }
}
