import Foundation
import LoopbackServer
import Synchronization
import Testing

@testable import OpenAIClient

@Suite("back-pressure")
struct BackPressureTests {
    /// Writes until the kernel takes no more, says so, and goes on blocking.
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
                    // Nothing fits. Whoever reads makes room within a second, or means not to.
                    if !Sockets.waitForRoom(socket, milliseconds: 1000) { blockedAfter.send(written) }
                    guard Sockets.write(socket, rest) else { return }
                    written += rest.count
                    rest = []
                }
            }
        }
    }

    @Test("holds a server that sends a million events to a reader that takes its time, and loses none")
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
            // The first piece, and then nothing until the server can write no more.
            let first = try #require(try await exchange.next())
            try parser.append(first)
            let written = await source.blockedAfter.value
            // 26 MB in all; what is under way lies in the kernel's buffers and in our window.
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
