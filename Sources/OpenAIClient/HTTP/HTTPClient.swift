import CCurl
import Foundation
import RAGCore

/// Speaks HTTP over libcurl. One a process: its requests share connections, TLS sessions and one event-loop thread.
///
/// Offers HTTP/2 over TLS, and many requests then share one connection. Follows no redirects: a key goes only where
/// it was meant for. The thread ends, and connections close, when the last holder lets go of the client.
package final class HTTPClient: Sendable {
    private let mailbox: Mailbox

    /// Starts the thread, which sleeps until there is a request.
    package init(_ settings: NetworkSettings = NetworkSettings(environment: ProcessInfo.processInfo.environment)) {
        let multi = MultiHandle(pointer: EventLoop.makeMulti())
        let mailbox = Mailbox(waking: multi)
        let thread = Thread { EventLoop(multi: multi, mailbox: mailbox, settings: settings).run() }
        thread.name = "kefu.http"
        thread.start()
        self.mailbox = mailbox
    }

    deinit {
        mailbox.close()
    }

    /// Begins a request. If the current task is traced, the moments of the first byte out and in are marked.
    func start(_ request: HTTPRequest) -> HTTPExchange {
        let channel = Channel(mailbox: mailbox)
        mailbox.post(.start(request, channel, Trace.current))
        return HTTPExchange(channel: channel, client: self)
    }

    /// Sends a request and reads the whole reply, whatever its status.
    ///
    /// Throws `HTTPError`, or `CancellationError` when the task is cancelled.
    func send(_ request: HTTPRequest, limit: Int) async throws -> HTTPResponse {
        let exchange = start(request)
        return HTTPResponse(head: try await exchange.head(), body: try await exchange.rest(limit: limit))
    }
}

/// A request under way, seen from its reader: one task at a time. Letting go of it ends the request.
///
/// Every method throws `HTTPError`, or `CancellationError` when the task is cancelled, which closes the socket.
final class HTTPExchange: Sendable {
    private let channel: Channel
    /// Keeps the loop alive.
    private let client: HTTPClient

    fileprivate init(channel: Channel, client: HTTPClient) {
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
