import HTTPTypes
import Hummingbird

/// A stream of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html).
///
/// The work that makes the events is cancelled as soon as the client leaves. A comment is sent at once and whenever
/// nothing was sent for some seconds, so that proxies do not give up. The connection ends with the stream.
struct EventStream: Sendable {
    private let lines: AsyncStream<String>.Continuation

    /// The longest silence. Proxies close a connection that is silent for 60 s (nginx) or 100 s (Cloudflare).
    static let pause = Duration.seconds(10)

    /// Sends the JSON of `event`.
    func send(_ event: some Encodable) { lines.yield("data: \(JSON.text(of: event))\n\n") }

    /// Sends the sign by which clients of the OpenAI API know that the reply is whole.
    func sendDone() { lines.yield("data: [DONE]\n\n") }

    /// Returns the response to `request` whose events `produce` sends.
    static func response(
        to request: Request,
        pause: Duration = EventStream.pause,
        _ produce: @escaping @Sendable (EventStream) async -> Void
    ) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "text/event-stream; charset=utf-8", .cacheControl: "no-cache, no-transform",
                .accelBuffering: "no", .connection: "close",
            ],
            body: ResponseBody { writer in
                try await request.body.consumeWithCancellationOnInboundClose { _ in
                    try await writer.write(ByteBuffer(string: ": ok\n\n"))
                    // An answer is short: what a slow client has not read yet may wait here.
                    let (lines, continuation) = AsyncStream.makeStream(of: String.self)
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask {
                            await produce(EventStream(lines: continuation))
                            continuation.finish()
                        }
                        group.addTask {
                            while true {
                                try await Task.sleep(for: pause)
                                continuation.yield(": ping\n\n")
                            }
                        }
                        for await line in lines { try await writer.write(ByteBuffer(string: line)) }
                        group.cancelAll()
                    }
                    try Task.checkCancellation()
                }
                try await writer.finish(nil)
            }
        )
    }
}
