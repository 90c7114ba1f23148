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

    /// Returns the rest of the body. Throws and ends the request if it has more than `limit` bytes, or comes so slowly
    /// that all waits together exceed the limit for a whole reply.
    func rest(limit: Int) async throws -> [UInt8] {
        var body: [UInt8] = []
        try await rest(limit: limit, per: limit) { body += $0 }
        return body
    }

    /// Passes the rest of the body to `take`, piece by piece. Throws and ends the request if it has more than `limit`
    /// bytes, or if the waits for `portion` of them exceed the limit for a whole reply.
    func rest(limit: Int, per portion: Int, _ take: ([UInt8]) throws -> Void) async throws {
        let announced = try await head()["content-length"].flatMap { Int($0) } ?? 0
        guard announced <= limit else { throw end(with: .tooLarge(limit)) }
        var (received, receivedOfPortion, waited) = (0, 0, Duration.zero)
        while true {
            let start = ContinuousClock.now
            guard let bytes = try await next() else { return }
            waited += .now - start
            received += bytes.count
            receivedOfPortion += bytes.count
            guard received <= limit else { throw end(with: .tooLarge(limit)) }
            guard waited <= timeouts.whole else { throw end(with: .timedOut(.whole, timeouts.whole)) }
            if receivedOfPortion >= portion { (receivedOfPortion, waited) = (0, .zero) }
            try take(bytes)
        }
    }

    /// Ends the request and returns the error to throw.
    private func end(with kind: HTTPError.Kind) -> HTTPError {
        channel.cancel()
        return HTTPError(kind)
    }

    /// Ends the request and closes its connection.
    func end() { channel.cancel() }

    /// Ignores the rest of the reply. If it is short, its connection stays open for the next request.
    func discardRest() {
        channel.discardRest()
    }
}
