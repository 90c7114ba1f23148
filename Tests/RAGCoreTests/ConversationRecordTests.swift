import Foundation
import RAGCore
import Testing

@Suite struct ConversationRecordTests {
    @Test("a record copies the passage of a hit with heading, place and web address")
    func passage() {
        let chunk = Chunk(
            ordinal: 3,
            text: "15 天内可退。",
            headingPath: ["退货"],
            range: 0..<18,
            lines: 4...6,
            pages: 2...3,
            language: .chinese
        )
        let hit = SearchHit(
            chunkID: 7,
            documentPath: "faq.md",
            documentTitle: "常见问题",
            documentMetadata: ["url": ["https://shop.example/faq", "https://shop.example/old"]],
            chunk: chunk,
            score: 0.9
        )
        let expected = PassageRecord(
            path: "faq.md",
            title: "常见问题",
            heading: chunk.heading(title: "常见问题"),
            lines: 4...6,
            pages: 2...3,
            url: "https://shop.example/faq",
            text: "15 天内可退。"
        )
        #expect(PassageRecord(hit) == expected)
    }

    @Test("a price is that of a million tokens each way")
    func price() {
        let price = TokenPrice(input: 2, output: 8)
        #expect(price.cost(of: TokenUsage(input: 500_000, output: 250_000)) == 3)
        #expect(price.cost(of: TokenUsage(input: 0, output: 0)) == 0)
    }

    @Test("a batch is over when no more replies come")
    func over() {
        let over = CompletionBatchStatus.State.allCases.filter(\.isOver)
        #expect(Set(over) == [.failed, .completed, .expired, .cancelled])
    }
}
