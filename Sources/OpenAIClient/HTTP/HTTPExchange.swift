/// A request in progress, for one reading task at a time. Deallocation ends the request.
///
/// Every method throws `HTTPError`, or `CancellationError` if the task is cancelled, which closes the socket.
final class HTTPExchange: Sendable {
    private let channel: Channel
    /// Keeps the event loop running.
    private let client: HTTPClient

    private let timeouts: HTTPTimeouts

    init(channel: Channel, client: HTTPClient, timeouts: HTTPTimeouts) {
        self.channel = channel
        self.client = client
        self.timeouts = timeouts
    }

    deinit {
        channel.cancel()
    }

    /// Returns status and headers as soon as they arrived.
    func head() async throws -> HTTPHead {
        try await channel.head()
    }

    /// Returns more of the body, at least one byte; nil at its end. Bytes that are not asked for stay with the sender,
    /// apart from a small window.
    func next() async throws -> [UInt8]? {
        let bytes = try await channel.next()
        return bytes.isEmpty ? nil : bytes
    }

    /// Returns the rest of the body. Throws and ends the request if it has more than `limit` bytes, or if all waits for
    /// it together are longer than `HTTPTimeouts.whole`: a byte a second is never idle.
    func rest(limit: Int) async throws -> [UInt8] {
        var body: [UInt8] = []
        let announced = try await head()["content-length"].flatMap { Int($0) } ?? 0
        guard announced <= limit else {
            channel.cancel()
            throw HTTPError(.tooLarge(limit))
        }
        body.reserveCapacity(announced)
        var waited = Duration.zero
        while true {
            let start = ContinuousClock.now
            guard let bytes = try await next() else { return body }
            waited += ContinuousClock.now - start
            guard waited <= timeouts.whole else {
                channel.cancel()
                throw HTTPError(.timedOut(.whole, timeouts.whole))
            }
            guard body.count + bytes.count <= limit else {
                channel.cancel()
                throw HTTPError(.tooLarge(limit))
            }
            body += bytes
        }
    }

    /// Ends the request and closes its connection.
    func end() { channel.cancel() }

    /// Ignores the rest of the reply. If it is short, its connection stays open for the next request.
    func discardRest() {
        channel.discardRest()
    }
}
