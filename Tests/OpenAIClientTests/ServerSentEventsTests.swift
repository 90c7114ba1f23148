import Testing

@testable import OpenAIClient

@Suite("Server-sent events")
struct ServerSentEventsTests {
    /// Returns name and data of the events in `text`, passed in pieces of `size` bytes.
    private func events(_ text: String, size: Int = .max) throws -> [String] {
        var parser = ServerSentEvents()
        var found: [ServerSentEvents.Event] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            try parser.append(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
            while let event = parser.next() { found.append(event) }
        }
        if let event = parser.last() { found.append(event) }
        return found.map { "\($0.name)=\(String(decoding: $0.data, as: UTF8.self))" }
    }

    private static let cases: [(text: String, events: [String])] = [
        ("data: a\n\ndata: b\n\n", ["message=a", "message=b"]),
        ("data: a\r\n\r\ndata: b\r\n\r\n", ["message=a", "message=b"]),
        ("data: a\r\rdata: b\r\r", ["message=a", "message=b"]),
        ("data: a\r\n\ndata: b\n\r\n", ["message=a", "message=b"]),
        ("\n\n\ndata: a\n\n\n\n", ["message=a"]),
        ("data: a\ndata: b\ndata:  c\n\n", ["message=a\nb\n c"]),
        ("data\n\ndata:\n\n", ["message=", "message="]),
        (": comment\ndata: a\n:\n\n", ["message=a"]),
        ("event: ping\n\ndata: a\n\n", ["message=a"]),
        ("event: error\ndata: a\n\ndata: b\n\n", ["error=a", "message=b"]),
        ("id: 1\nretry: 5\nunknown: x\ndata: a\n\n", ["message=a"]),
        ("\u{FEFF}data: 退货😀\n\n", ["message=退货😀"]),
        ("data: a\n\ndata: last", ["message=a", "message=last"]),
        ("error: {\"x\":1}\n\n", ["error={\"x\":1}"]), ("{\"error\":1}", ["message={\"error\":1}"]),
        ("", []), ("\n", []), (": only\n\n", []),
    ]

    @Test("the size of the pieces does not change the events", arguments: [1, 2, 3, 5, .max])
    func packing(size: Int) throws {
        for (text, expected) in Self.cases { #expect(try events(text, size: size) == expected) }
    }

    @Test("an endless event is an error")
    func tooLong() throws {
        var parser = ServerSentEvents(limit: 1000)
        #expect(throws: ServerSentEvents.TooLong.self) {
            for _ in 0..<1000 {
                try parser.append(Array("data: 0123456789".utf8))
                _ = parser.next()
            }
        }
        var lines = ServerSentEvents(limit: 1000)
        #expect(throws: ServerSentEvents.TooLong.self) {
            for _ in 0..<1000 {
                try lines.append(Array("data: 0123456789\n".utf8))
                _ = lines.next()
            }
        }
    }
}
