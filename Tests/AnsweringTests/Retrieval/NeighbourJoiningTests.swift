import RAGCore
import Testing

@testable import Answering

@Suite struct NeighbourJoiningTests {
    private let section = ["退货", "运费"]

    private func joined(
        _ passages: [RankedPassage],
        _ near: [Int64: [Chunk]],
        tokenBudget: Int = 1_000
    ) -> [RankedPassage] {
        NeighbourJoining.joined(passages, near, tokenBudget: tokenBudget)
    }

    @Test("a passage is extended by its neighbours in text and place and keeps its cosine and its id")
    func joins() throws {
        let found = passage(7, "第二段。", headings: section, ordinal: 1)
        let near = [Int64(7): [piece(0, "第一段。", headings: section), piece(2, "第三段。", headings: section)]]
        let whole = try #require(joined([found], near).first)
        #expect(whole.hit.chunk.text == "第一段。\n\n第二段。\n\n第三段。")
        #expect(whole.hit.chunk.lines == 1...29)
        #expect(whole.hit.chunk.range == 0..<290)
        #expect(whole.foundLines == 11...19)
        #expect(whole.hit.chunkID == 7)
        #expect(whole.hit.score == found.hit.score)
    }

    @Test("a chunk under another heading, of another question or in another language is not joined")
    func strangers() {
        let found = passage(7, "第二段。", headings: section, question: "多久?", ordinal: 1)
        for stranger in [
            piece(2, "第三段。", headings: ["退货"], question: "多久?"), piece(2, "第三段。", headings: section, question: "多少?"),
            piece(2, "第三段。", headings: section), piece(2, "The third part.", headings: section, question: "多久?"),
        ] {
            let result = joined([found], [7: [stranger]])
            #expect(result == [found])
        }
    }

    @Test("a gap ends the extension, and so does the budget")
    func limits() {
        let found = passage(7, "第五段。", headings: section, ordinal: 4)
        let near = [Int64(7): [2, 3, 6, 7].map { piece($0, "这是第 \($0) 段。", headings: section) }]
        #expect(joined([found], near).first?.hit.chunk.text == "这是第 2 段。\n\n这是第 3 段。\n\n第五段。")
        let heading = TokenEstimator.count("Title › 退货 › 运费")
        let two = TokenEstimator.count("这是第 3 段。\n\n第五段。")
        #expect(joined([found], near, tokenBudget: heading + two).first?.hit.chunk.text == "这是第 3 段。\n\n第五段。")
        #expect(joined([found], near, tokenBudget: 1) == [found])
    }

    @Test(
        "a found neighbour is no longer listed, and one that a better passage took is not taken twice"
    )
    func absorbed() {
        let (first, second, third) = (
            passage(1, "甲。", headings: section, ordinal: 1), passage(2, "乙。", headings: section, ordinal: 2),
            passage(4, "丁。", headings: section, ordinal: 4)
        )
        let near: [Int64: [Chunk]] = [
            1: [second.hit.chunk, piece(0, "零。", headings: section)],
            2: [first.hit.chunk, piece(3, "丙。", headings: section)],
            4: [piece(3, "丙。", headings: section)],
        ]
        let result = joined([first, second, third], near)
        #expect(result.map(\.hit.chunk.text) == ["零。\n\n甲。\n\n乙。", "丙。\n\n丁。"])
        #expect(result.first?.absorbed.map(\.hit.chunkID) == [2])
        #expect(result.first?.absorbed.map(\.reason) == [.neighbour])
    }

    @Test("the same place in another document is another place")
    func documents() {
        let (first, second) = (passage(1, "甲。", path: "a.md", ordinal: 0), passage(2, "乙。", path: "b.md", ordinal: 1))
        let result = joined([first, second], [1: [piece(1, "后。")], 2: [piece(0, "前。")]])
        #expect(result.map(\.hit.chunk.text) == ["甲。\n\n后。", "前。\n\n乙。"])
    }

    @Test(
        "a text that a chunk repeats from the one before occurs once",
        arguments: [
            (["退货须在十五天内申请。运费由客户承担。", "运费由客户承担。会员免运费。"], "退货须在十五天内申请。运费由客户承担。会员免运费。"),
            (
                ["Refunds take two days. Banks may need longer.", "Banks may need longer. Ask them."],
                "Refunds take two days. Banks may need longer. Ask them."
            ),
            (
                ["| 商品 | 期限 |\n|---|---|\n| 手机 | 15 |", "| 商品 | 期限 |\n|---|---|\n| 家电 | 30 |"],
                "| 商品 | 期限 |\n|---|---|\n| 手机 | 15 |\n| 家电 | 30 |"
            ),
            (["完。", "完。另一段。"], "完。\n\n完。另一段。"), (["one"], "one"), ([], ""),
        ] as [([String], String)]
    )
    func overlaps(texts: [String], whole: String) {
        #expect(ChunkRun.text(of: texts.enumerated().map { piece($0, $1) }) == whole)
    }

    @Test("pages are joined as lines are")
    func pages() {
        let run = ChunkRun(
            around: piece(1, "b", pages: 3...3),
            from: [piece(0, "a", pages: 2...3), piece(2, "c", pages: 4...5)],
            tokenBudget: 100
        )
        #expect(run.joined.pages == 2...5)
        #expect(run.joined.ordinal == 0)
    }

    @Test("if the index fails, the passages stay as they are and a notice says so")
    func failing() async throws {
        struct Broken: ChunkNeighbours {
            func neighbours(of chunkIDs: [Int64], within reach: Int) async throws -> [Int64: [Chunk]] {
                throw RAGError(.failed, "The index is damaged")
            }
        }
        let found = try await RefinedRetriever(
            GivenPassages(passages: [passage(1, "一"), passage(2, "二")]),
            by: [NeighbourJoining(Broken(), reach: 1, tokenBudget: 100)]
        ).retrieve("问", limit: 2)
        #expect(found.hits.map(\.chunkID) == [1, 2])
        #expect(found.notices == ["The index is damaged."])
    }
}
