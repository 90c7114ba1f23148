import RAGCore
import Testing

@testable import Answering

@Suite struct ContextBuilderTests {
    @Test("the best hits that fit are chosen, in their order")
    func budget() {
        let hits = [
            hit("short one"), hit(String(repeating: "long word here ", count: 100)), hit("short two"),
        ]
        let passages = ContextBuilder(passages: 4, tokenBudget: 40).passages(from: hits)
        #expect(passages.map(\.chunk.text) == ["short one", "short two"])
    }

    @Test("no more hits are chosen than the settings allow")
    func limit() {
        #expect(ContextBuilder(passages: 1, tokenBudget: 400).passages(from: [hit("one"), hit("two")]).count == 1)
    }

    @Test("the best passage is chosen even if it exceeds the budget")
    func firstAlways() {
        let passages = ContextBuilder(passages: 4, tokenBudget: 1).passages(from: [hit("退货须在十五天内申请")])
        #expect(passages.count == 1)
    }

    @Test("a heading names title and headings once each")
    func heading() {
        #expect(hit("x", title: "Returns", headings: ["Returns", "Fees"]).heading == "Returns › Fees")
    }
}
