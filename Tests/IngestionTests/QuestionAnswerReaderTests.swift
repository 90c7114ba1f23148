import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct QuestionAnswerReaderTests {
    private func chunks(_ csv: String) throws -> [Chunk] {
        Chunker().chunks(of: try QuestionAnswerReader().read(Data(csv.utf8), name: "faq"))
    }

    @Test(
        "question and answer columns are known by their usual names, in any order",
        arguments: [
            "question,answer\nQ?,A.", "Answer,Question\nA.,Q?", "id,问题,答案\n1,Q?,A.", "提问\t回复\nQ?\tA.", "标题;内容\nQ?;A.",
            "\u{FEFF}\"标准问题\",\"标准答案\"\r\n\"Q?\",\"A.\"\r\n", "ＦＡＱ,标准回答\nQ?,A.",
        ]
    )
    func columns(csv: String) throws {
        let chunks = try chunks(csv)
        #expect(chunks.map(\.question) == ["Q?"])
        #expect(chunks.map(\.text) == ["A."])
    }

    @Test("quotes, doubled quotes, delimiters and line ends in cells, as RFC 4180 has them")
    func quoting() throws {
        let csv = "question,answer\r\n\"说\"\"你好\"\"，怎么说？\",\"第一行\r\n第二行, 有逗号\"\r\n\r\nlast?,\"end\""
        let found = try chunks(csv)
        #expect(found.map(\.question) == ["说\"你好\"，怎么说？", "last?"])
        #expect(found.map(\.text) == ["第一行\r\n第二行, 有逗号", "end"])
        #expect(found.map(\.lines) == [2...3, 5...5])
        let source = SourceText(csv)
        #expect(found.map { String(source[$0.range]) }.last == "last?,\"end\"")
    }

    @Test("a stray quote or a short row costs nothing but itself")
    func oddRows() throws {
        let found = try chunks(
            "question,answer\nHow big is the 5\" screen?,It is 5\" wide.\nno answer\n,\nQ?,\"A\" and more"
        )
        #expect(found.map(\.question) == ["How big is the 5\" screen?", "Q?"])
        #expect(found.map(\.text) == ["It is 5\" wide.", "A and more"])
    }

    @Test("a quote that is never closed is told with its line")
    func openQuote() {
        #expect(throws: ReadingError("has a quotation mark in line 3 that is never closed")) {
            try chunks("question,answer\nQ?,A.\nQ2?,\"never\nends")
        }
    }

    @Test("two columns without a header are pairs where the first cell asks")
    func withoutHeader() throws {
        let found = try chunks("怎么退货？,在订单页申请。\n多久到账？,三天内。")
        #expect(found.map(\.question) == ["怎么退货？", "多久到账？"])
    }

    @Test("any other table is read row by row with its header")
    func otherTable() throws {
        let found = try chunks("型号,价格,note\nA1,99 元,\nA2,129 元,new")
        #expect(found.map(\.text) == ["型号：A1\n价格：99 元", "型号：A2\n价格：129 元\nnote: new"])
        #expect(found.allSatisfy { $0.question == nil })
    }
}
