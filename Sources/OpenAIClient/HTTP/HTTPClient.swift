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
    func send(_ request: HTTPRequest, limit: Int) async throws -> (head: HTTPHead, body: [UInt8]) {
        let exchange = start(request)
        return (try await exchange.head(), try await exchange.rest(limit: limit))
    }
}
