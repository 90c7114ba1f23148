import Foundation
import LoopbackServer
import Synchronization
import Testing

@testable import OpenAIClient

@Suite("Back-pressure")
struct BackPressureTests {
    /// Writes until the kernel accepts no more, reports that, and continues blocking.
    private final class Source: Sendable {
        let blockedAfter = Signal<Int>()

        func pour(_ bytes: [UInt8], times: Int, into socket: Int32) {
            var written = 0
            for _ in 0..<times {
                var rest = bytes[...]
                while !rest.isEmpty {
                    let sent = Sockets.writeWithoutBlocking(socket, rest)
                    written += sent
                    rest = rest.dropFirst(sent)
                    guard sent == 0 else { continue }
                    // The buffers are full. A reader makes room within a second unless it has stopped reading.
                    if !Sockets.waitForRoom(socket, milliseconds: 1000) { blockedAfter.send(written) }
                    guard Sockets.write(socket, rest) else { return }
                    written += rest.count
                    rest = []
                }
            }
        }
    }

    @Test("a slow reader slows down a server that sends a million events, and none is lost")
    func millionEvents() async throws {
        let source = Source()
        let thousand = Array(String(repeating: "data: {\"piece\":\"退货\"}\n\n", count: 1000).utf8)
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.beginStream()
            source.pour(thousand, times: 1000, into: connection.socket)
        } _: { server in
            let url = try #require(URL(string: server.address))
            let exchange = sharedClient.start(HTTPRequest(method: .get, url: url))
            var parser = ServerSentEvents()
            var events = 0
            var largest = 0
            // Reads the first piece, and then nothing until the server cannot write any more.
            let first = try #require(try await exchange.next())
            try parser.append(first)
            let written = await source.blockedAfter.value
            // The server sends 26 MB in all. The unread part fits the kernel's buffers and the window of the channel.
            #expect(written < 16 << 20)
            while parser.next() != nil { events += 1 }
            while let bytes = try await exchange.next() {
                largest = max(largest, bytes.count)
                try parser.append(bytes)
                while let event = parser.next() {
                    events += 1
                    if event.data.count != 18 { Issue.record("an event came in pieces") }
                }
            }
            #expect(events == 1_000_000)
            #expect(largest <= Channel.window)
        }
    }
}
