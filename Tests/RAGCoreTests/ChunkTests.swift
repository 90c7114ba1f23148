import RAGCore
import Testing

@Suite struct ChunkTests {
    @Test(
        "a passage is embedded with its title, headings and question, each once",
        arguments: [
            (["退货", "期限"], nil, "帮助 › 退货 › 期限\n七天内。"),
            ([], nil, "帮助\n七天内。"),
            (["帮助", "期限"], nil, "帮助 › 期限\n七天内。"),
            (["退货"], "多久?", "帮助 › 退货 › 多久?\n七天内。"),
            (["退货", "多久?"], "多久?", "帮助 › 退货 › 多久?\n七天内。"),
            (["", "退货"], nil, "帮助 › 退货\n七天内。"),
        ] as [([String], String?, String)]
    )
    func embeddedText(headingPath: [String], question: String?, expected: String) {
        let chunk = Chunk(
            ordinal: 0,
            text: "七天内。",
            headingPath: headingPath,
            range: 0..<12,
            lines: 1...1,
            language: .chinese,
            question: question
        )
        #expect(chunk.embeddedText(title: "帮助") == expected)
    }
}
