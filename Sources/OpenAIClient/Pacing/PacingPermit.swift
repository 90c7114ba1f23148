import Synchronization

/// The permission for one request to be in progress. Deallocation releases it.
final class PacingPermit: Sendable {
    private let ticket: PacingPolicy.Ticket
    private let pacer: Pacer
    private let isLeft = Atomic(false)

    init(_ ticket: PacingPolicy.Ticket, of pacer: Pacer) {
        self.ticket = ticket
        self.pacer = pacer
    }

    deinit { leave() }

    /// Reports how the service took the request.
    func note(_ reply: PacingPolicy.Reply) { pacer.note(reply, to: ticket) }

    /// Releases the permission because the request is over. Only the first call counts.
    /// - Parameter tokens: the cost of the request, if it is known.
    func leave(tokens: Int? = nil) {
        if isLeft.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged {
            pacer.leave(ticket, tokens: tokens)
        }
    }
}
