import HTTPTypes
import Hummingbird
import NIOCore

/// A stream of server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html).
///
/// The work that makes the events is cancelled as soon as the client leaves. A comment is sent at once and whenever
/// nothing was sent for some seconds, so that proxies do not give up. The connection ends with the stream.
struct EventStream: Sendable {
    private let lines: AsyncStream<String>.Continuation

    /// The longest time for which a client may read nothing. Then it is disconnected.
    private static let patience = TimeAmount.seconds(60)
    /// The longest silence. Proxies close a connection that is silent for 60 s (nginx) or 100 s (Cloudflare).
    static let pause = Duration.seconds(10)

    /// Sends the JSON of `event`.
    func send(_ event: some Encodable) { lines.yield("data: \(JSON.text(of: event))\n\n") }

    /// Sends the sign by which clients of the OpenAI API know that the reply is whole.
    func sendDone() { lines.yield("data: [DONE]\n\n") }

    /// Returns the response to `request` whose events `produce` sends.
    static func response(
        to request: Request,
        on channel: any Channel,
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
                    try await write(": ok\n\n", to: &writer, on: channel)
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
                        for await line in lines { try await write(line, to: &writer, on: channel) }
                        group.cancelAll()
                    }
                    try Task.checkCancellation()
                }
                try await writer.finish(nil)
            }
        )
    }

    /// Writes a line. A client that does not read for too long is disconnected, which ends its work.
    private static func write(
        _ line: String,
        to writer: inout any ResponseBodyWriter,
        on channel: any Channel
    ) async throws {
        let timeout = channel.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
        defer { timeout.cancel() }
        try await writer.write(ByteBuffer(string: line))
    }
}
