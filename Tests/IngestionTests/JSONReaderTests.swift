import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct JSONReaderTests {
    private func lines(_ text: String, columns: TableColumns? = nil) throws -> (notes: [String], chunks: [Chunk]) {
        let document = try JSONLinesReader(columns: columns).read(Data(text.utf8), name: "faq")
        return (document.notes, Chunker().chunks(of: document))
    }

    private func json(_ text: String) throws -> [Chunk] {
        Chunker().chunks(of: try JSONReader().read(Data(text.utf8), name: "faq"))
    }

    @Test("a picture in base64 is left out of a value with a note")
    func encodedData() throws {
        let data = Data((0..<150).map { UInt8(truncatingIfNeeded: $0 &* 73 &+ $0 / 7) }).base64EncodedString()
        for start in ["data:image/png;base64,", ""] {
            let found = try lines(#"{"question":"图？","answer":"看这里 \#(start)\#(data) 就懂"}"#)
            #expect(found.chunks.map(\.text) == ["看这里  就懂"])
            #expect(found.notes == ["a run of base64 was left out"])
        }
    }

    @Test("pairs are found by their keys, and each keeps its line and range")
    func pairs() throws {
        let text = """
            {"id": 1, "question": "怎么退货？", "answer": "在订单页申请。", "category": "售后"}

            {"Q": "Hi?", "A": "Say \\"hi\\".\\n\\u4f60\\u597d \\ud83d\\ude00", "similar_questions": ["Hello?", "Hey"]}
            """
        let found = try lines(text).chunks
        #expect(found.map(\.question) == ["怎么退货？", "Hi?", "Hello?", "Hey"])
        #expect(found.map(\.text).prefix(2) == ["在订单页申请。", "Say \"hi\".\n你好 😀"])
        #expect(found.map(\.lines) == [1...1, 3...3, 3...3, 3...3])
        #expect(found[0].headingPath == ["售后"])
        #expect(SourceText(text)[found[1].range].hasPrefix("{\"Q\"") && SourceText(text)[found[1].range].hasSuffix("}"))
    }

    @Test("a passage has its title as heading and its other members, except ids and timestamps")
    func passages() throws {
        let found = try lines(
            #"{"_id":"7","title":"运费","text":"取件费 12 元。","price":{"small":12,"large":68},"tags":["a","b"],"updated_at":"x"}"#
        ).chunks
        #expect(found.map(\.headingPath) == [["运费"]])
        #expect(found.map(\.text) == ["取件费 12 元。\n\nprice.small: 12\nprice.large: 68\ntags: a, b"])
        #expect(try lines(#"{"正文":"一段话。"}"#).chunks.map(\.text) == ["一段话。"])
    }

    @Test("any other record lists its members in order, nested ones with their path, without embeddings")
    func otherRecords() throws {
        let numbers = (0..<384).map { "0.\($0)" }.joined(separator: ",")
        let found = try lines(
            #"{"型号":"A1","specs":{"weight":{"kg":1.50},"颜色":["红","蓝"]},"no":null,"ok":true,"parts":[{"n":1},{"n":2}],"vector":[\#(numbers)]}"#
        ).chunks
        #expect(found.map(\.text) == ["型号：A1\nspecs.weight.kg: 1.50\nspecs.颜色：红, 蓝\nok: true\nparts.n: 1\nparts.n: 2"])
    }

    @Test("a malformed line is reported with its number and affects only itself")
    func malformedLines() throws {
        let (notes, chunks) = try lines(
            "{\"q\":\"1?\",\"a\":\"A.\"}\n{\"q\":\"2?\",\"a\":\"B.\"\nnonsense\n\"q\": 5\n{\"q\":\"3?\",\"a\":null}\n{\"q\":\"4?\",\n \"a\":\"D.\"},\n{\"q\":\"5?\",\"a\":\"E"
        )
        #expect(chunks.map(\.question) == ["1?", "4?"])
        #expect(chunks.map(\.lines) == [1...1, 6...7])
        #expect(
            notes == [
                "4 lines are not valid JSON (first: line 2)", "1 row without an answer was left out (first: line 5)",
            ]
        )
        #expect(throws: ReadingError("contains no JSON object (first invalid line: 2)")) {
            try lines("\nnonsense\n{\n[1,\n")
        }
    }

    @Test("the columns that the customer chose apply to keys")
    func chosenKeys() throws {
        let found = try lines(
            #"{"frage":"Q?","text":"A.","title":"T"}"#,
            columns: TableColumns("question=Frage,answer=text")
        )
        #expect(found.chunks.map(\.question) == ["Q?"])
    }

    @Test("an array of objects, or an object that holds some, is read record by record")
    func arrays() throws {
        let found = try json("[\n  {\"问题\": \"一？\", \"答案\": \"1。\"},\n  {\"问题\": \"二？\", \"答案\": \"2。\"}\n]")
        #expect(found.map(\.question) == ["一？", "二？"])
        #expect(found.map(\.lines) == [2...2, 3...3])
        let nested = try json(#"{"version": 3, "pairs": [{"q":"一？","a":"1。"}], "shops": [{"city":"上海"}]}"#)
        #expect(nested.map(\.headingPath) == [[], ["pairs"], ["shops"]])
        #expect(nested.map(\.text) == ["version: 3", "1。", "city: 上海"])
        #expect(try json(#"{"a": {"b": "c"}}"#).map(\.text) == ["a.b: c"])
    }

    @Test(
        "invalid JSON is reported with its line, however deep it nests",
        arguments: [
            "[{\"a\": 1},\n {\"b\": }]", "{\"a\":\n\"x\ny\"}", "{}\n{}", "[1,\n2", "{\"a\":1,\n\"\\x\":2}", "[01x,\n",
            "\n",
        ]
    )
    func invalid(text: String) {
        let line = text.hasPrefix("[01x") ? 1 : 2
        #expect(throws: ReadingError("is not valid JSON (line \(line))")) { try json(text) }
        #expect(throws: ReadingError.self) { try json(String(repeating: "[", count: 1_000_000)) }
    }

    @Test("a lone surrogate becomes a replacement character in any place")
    func surrogates() throws {
        #expect(
            try json(#"{"a":"x\ud83d","b":"\ude00y","c":"\ud83d\u4f60"}"#).map(\.text) == [
                "a: x\u{FFFD}\nb: \u{FFFD}y\nc: \u{FFFD}你"
            ]
        )
    }

    @Test("unclosed lines affect only themselves")
    func openLines() throws {
        let found = try lines(String(repeating: "[1,\n", count: 2_000) + "{\"a\":1}")
        #expect(found.chunks.map(\.text) == ["a: 1"])
        #expect(found.notes == ["2000 lines are not valid JSON (first: line 1)"])
    }
}
