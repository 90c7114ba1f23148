import RAGCore
import TestSupport
import Testing

@testable import Guard

/// The time of each check of a text by its length. Customers, documents and models write what they like.
@Suite struct GrowthTests {
    private static let words = WordGuard([
        WordGuard.List(words: ["secret", "秘密", "aaaaaaaaaa", "a b", "e\u{301}"], reply: "No.")
    ])

    @Test("the time of every check grows no faster than n log n", arguments: HostileText.sample)
    func growth(text: HostileText) {
        let checks: [(name: String, work: (String) -> Void)] = [
            ("injection signs", { _ = InjectionSigns.found(in: $0) }),
            ("passage of a prompt", { _ = PromptText.passage($0) }),
            ("heading of a prompt", { _ = PromptText.heading($0) }),
            ("listed words", { _ = Self.words.find(in: $0) }),
            (
                "listed words, streamed",
                { text in
                    var watch = WordWatch(Self.words)
                    for piece in text.pieces { _ = watch.consume(piece) }
                    _ = watch.finish()
                }
            ),
            (
                "answer filter",
                { text in
                    var filter = AnswerFilter(sources: ["See a.example."], settings: [], prompt: ["You are a clerk."])
                    for piece in text.pieces { _ = filter.consume(piece) }
                    _ = filter.finish()
                }
            ),
            (
                "sources of the answer filter",
                { text in
                    var filter = AnswerFilter(sources: [text], settings: [], prompt: ["You are a clerk."])
                    _ = filter.consume("See https://b.example or call 400-555-0126.")
                    _ = filter.finish()
                }
            ),
        ]
        for check in checks {
            // Documents, questions and replies are read with bounded characters.
            let growth = Growth.measure(from: 4_000, to: 32_000, make: { text($0).withBoundedCharacters() }, check.work)
            #expect(growth.isBearable, "\(check.name): \(growth)")
        }
    }

    @Test(
        "text that waits for its end is not read again with every piece",
        // Of a text in brackets or a tag 400 characters are waited for, of the others 2,000.
        arguments: [
            ("[", 2_000), ("<a ", 2_000), ("[a](", 450), ("https://a.example/", 450), ("a ", 450), ("1", 450),
        ]
    )
    func waiting(opening: String, size: Int) {
        let growth = Growth.measure(from: size, to: 4 * size) { size in
            HostileText("waiting", repeating: opening.first == "1" ? "1" : "x", after: opening)(size)
        } _: { text in
            var filter = AnswerFilter(sources: [], settings: [], prompt: [])
            for piece in text.pieces { _ = filter.consume(piece) }
            _ = filter.finish()
        }
        #expect(growth.isBearable, "\(growth)")
    }
}
