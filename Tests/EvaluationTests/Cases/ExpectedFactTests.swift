import RAGCore
import Testing

@testable import Evaluation

@Suite struct ExpectedFactTests {
    @Test(
        "a fact is stated in any wording, whatever case, width and white space, but not within a number",
        arguments: [
            ("运费 12 元", "12 元", true), ("运费 112 元", "12 元", false), ("version 12", "1", false), ("12 days", "12", true),
            ("121 and 12", "12", true), ("ＦＲＥＥ  shipping", "free SHIPPING", true), ("12元", "12 元", false),
            ("a", "ab", false), ("in 3 days", "3 days", true), ("13", "13", true), ("x12", "12", true),
            ("12x", "12", true),
        ]
    )
    func stated(text: String, wording: String, isStated: Bool) throws {
        let fact = try #require(ExpectedFact([" ", wording + " "]))
        #expect(fact.isStated(in: text) == isStated)
        #expect(fact.wordings == [wording])
    }

    @Test("a fact without a wording is none; several are separated by a bar")
    func wordings() {
        #expect(ExpectedFact([" ", ""]) == nil)
        #expect(ExpectedFact(["a", "b"])?.description == "a|b")
        #expect(ExpectedFact(["a", "b"])?.isStated(in: "only b") == true)
    }

    @Test(
        "a place is part of a path or address, and of the headings",
        arguments: [
            ("returns.md", true), ("zh/returns", true), ("example.com/r", true), ("#退货", true), ("returns.md#退货", true),
            ("returns.md#运费", false), ("other.md#退货", false), ("other.md", false), ("#RETURNS", true),
        ]
    )
    func places(text: String, holds: Bool) throws {
        let chunk = Chunk(
            ordinal: 0,
            text: "",
            headingPath: ["退货 Returns"],
            range: 0..<1,
            lines: 1...1,
            language: .chinese
        )
        let hit = SearchHit(
            chunkID: 1,
            documentPath: "zh/returns.md",
            documentTitle: "T",
            documentMetadata: ["url": ["https://example.com/r"]],
            chunk: chunk,
            score: 1
        )
        let source = try #require(ExpectedSource(text))
        #expect(source.holds(hit) == holds)
        #expect(source.description == text)
    }

    @Test("a place without document and heading is none", arguments: ["", " ", "#", " # "])
    func nowhere(text: String) {
        #expect(ExpectedSource(text) == nil)
    }
}
