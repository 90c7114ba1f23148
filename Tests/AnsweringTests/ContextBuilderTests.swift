import RAGCore
import Testing

@testable import Answering

@Suite struct ContextBuilderTests {
    @Test("the best hits that fit go in, numbered from 1, each text once")
    func budget() {
        let hits = [
            hit("short one"), hit("short one"), hit(String(repeating: "long word here ", count: 100)), hit("short two"),
        ]
        let passages = ContextBuilder(tokenBudget: 40).passages(from: hits)
        #expect(passages.map(\.number) == [1, 2])
        #expect(passages.map(\.hit.chunk.text) == ["short one", "short two"])
    }

    @Test("the best passage goes in even when it is over the budget")
    func firstAlways() {
        let passages = ContextBuilder(tokenBudget: 1).passages(from: [hit("退货须在十五天内申请")])
        #expect(passages.count == 1)
    }

    @Test("a heading names title and headings once each")
    func heading() {
        let passage = NumberedPassage(number: 1, hit: hit("x", title: "Returns", headings: ["Returns", "Fees"]))
        #expect(passage.heading == "Returns › Fees")
    }
}

/// A hit with `text`, for tests.
func hit(
    _ text: String,
    title: String = "Title",
    headings: [String] = [],
    score: Float = 0.9,
    language: Language? = nil,
    id: Int64 = 1
) -> SearchHit {
    let chunk = Chunk(
        ordinal: 0,
        text: text,
        headingPath: headings,
        range: 0..<text.utf8.count,
        lines: 1...1,
        language: language ?? Language(of: text)
    )
    return SearchHit(chunkID: id, documentPath: "a.md", documentTitle: title, chunk: chunk, score: score)
}
