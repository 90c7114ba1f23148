import TestSupport
import Testing

@testable import OpenAIClient

/// The time of reading replies by their length.
@Suite struct GrowthTests {
    private static let replies =
        HostileText.plain + [
            HostileText("events", repeating: "data: {\"choices\":[]}\n\n"),
            HostileText("lines of one event", repeating: "data: a\n"),
            HostileText("comments", repeating: ": a\n\n"),
            HostileText("fields", repeating: "id: 1\nevent: a\n"),
            HostileText("fields without a colon", repeating: "data\n"),
            HostileText("open tags of reasoning", repeating: "<think>"),
            HostileText("tags of reasoning", repeating: "<think>a</think>"),
            HostileText("parts of tags", repeating: "</thin"),
            HostileText("embeddings", repeating: "{\"index\":0,\"embedding\":[1,2]},", after: "{\"data\":["),
            HostileText("numbers", repeating: "0.123456789,", after: "{\"data\":[{\"embedding\":["),
            HostileText("a long number", repeating: "1", after: "{\"data\":[{\"embedding\":["),
            HostileText("open lists", repeating: "[", after: "{\"data\":"),
            HostileText("open objects", repeating: "{\"data\":"),
        ]

    @Test("the time of every reading grows no faster than n log n", arguments: replies)
    func growth(text: HostileText) {
        let readings: [(name: String, work: (String) -> Void)] = [
            (
                "events",
                { text in
                    var events = ServerSentEvents()
                    for piece in text.pieces {
                        guard (try? events.append(Array(piece.utf8))) != nil else { return }
                        while events.next() != nil {}
                    }
                    _ = events.last()
                }
            ),
            (
                "reasoning",
                { text in
                    var filter = ReasoningFilter()
                    for piece in text.pieces { _ = filter.consume(piece) }
                    _ = filter.finish()
                }
            ),
            ("embeddings", { _ = try? EmbeddingReply(Array($0.utf8), count: 2) }),
            ("reranked documents", { _ = try? RerankReply(Array($0.utf8), count: 2) }),
            ("error", { _ = ProviderError(Array($0.utf8)) }),
            ("message of an error", { _ = Redaction(key: "sk-abcdefgh", texts: [String($0.prefix(50))]).clean($0) }),
        ]
        for reading in readings {
            let growth = Growth.measure(from: 500, to: 32_000, make: text.callAsFunction, reading.work)
            #expect(growth.isBearable, "\(reading.name): \(growth)")
        }
    }
}
