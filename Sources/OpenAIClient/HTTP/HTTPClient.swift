import CCurl
import Foundation
import RAGCore

/// An HTTP client over libcurl. A process needs one: its requests share connections, TLS sessions and one event-loop
/// thread.
///
/// It offers HTTP/2 over TLS, so that many requests share one connection. It follows no redirects, so that a key
/// reaches only the host it was meant for. The thread ends and connections close when the client is deallocated.
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

    /// Starts a request. If the current task is traced, the trace marks the first byte sent and the first byte
    /// received.
    func start(_ request: HTTPRequest) -> HTTPExchange {
        let channel = Channel(mailbox: mailbox)
        mailbox.post(.start(request, channel, Trace.current))
        return HTTPExchange(channel: channel, client: self, timeouts: request.timeouts)
    }

    /// Sends a request and reads the whole reply, whatever its status.
    ///
    /// Throws `HTTPError`, or `CancellationError` if the task is cancelled.
    func send(_ request: HTTPRequest, limit: Int) async throws -> (head: HTTPHead, body: [UInt8]) {
        let exchange = start(request)
        return (try await exchange.head(), try await exchange.rest(limit: limit))
    }
}
