/// A request under way, seen from its reader: one task at a time. Letting go of it ends the request.
///
/// Every method throws `HTTPError`, or `CancellationError` when the task is cancelled, which closes the socket.
final class HTTPExchange: Sendable {
    private let channel: Channel
    /// Keeps the loop alive.
    private let client: HTTPClient

    init(channel: Channel, client: HTTPClient) {
        self.channel = channel
        self.client = client
    }

    deinit {
        channel.cancel()
    }

    /// Status and headers, once they are here.
    func head() async throws -> HTTPHead {
        try await channel.head()
    }

    /// More of the body, at least one byte; nil at its end. What is not asked for stays, beyond a small window, with the sender.
    func next() async throws -> [UInt8]? {
        let bytes = try await channel.next()
        return bytes.isEmpty ? nil : bytes
    }

    /// All that is left of the body. Over `limit` bytes it throws and ends the request.
    func rest(limit: Int) async throws -> [UInt8] {
        var body: [UInt8] = []
        let announced = try await head()["content-length"].flatMap { Int($0) } ?? 0
        guard announced <= limit else {
            channel.cancel()
            throw HTTPError(.tooLarge(limit))
        }
        body.reserveCapacity(announced)
        while let bytes = try await next() {
            guard body.count + bytes.count <= limit else {
                channel.cancel()
                throw HTTPError(.tooLarge(limit))
            }
            body += bytes
        }
        return body
    }

    /// Says that the rest is of no interest; its connection stays open for the next request if the rest is short.
    func discardRest() {
        channel.discardRest()
    }
}
