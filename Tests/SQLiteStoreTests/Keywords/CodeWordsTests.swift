import RAGCore
import Testing

@testable import SQLiteStore

@Suite struct CodeWordsTests {
    private func source(_ id: Int64, _ path: [String], _ text: String, _ part: CodePart = .function)
        -> CodeWords.Source
    {
        CodeWords.Source(chunkID: id, headingPath: path, text: text, part: part)
    }

    @Test("a function has its name, its types, its comments and its code, of all its chunks")
    func fields() throws {
        let rows = CodeWords.rows(
            of: [
                source(1, ["Shop"], "/// Sells things.\nstruct Shop {\n    let open = true", .other),
                source(2, ["Shop", "price(of:)"], "    /// Looks it up.\n    func price(of item: Item) -> Int {"),
                source(3, ["Shop", "price(of:)"], "        // in cents\n        log(\"价格 is\")\n    }", .continuation),
                source(4, ["main()"], "func main() {}"),
            ],
            title: "Store"
        )
        #expect(rows.map(\.chunkID) == [1, 2, 4])
        #expect(
            rows[1].values == [
                "price(of:)", "Store Shop", "/// Looks it up.\n// in cents\n",
                "func price(of item: Item) -> Int {\nlog(\"   is\")\n}\n", "     价格     \n",
            ]
        )
        #expect(rows[0].values == ["Shop", "Store", "/// Sells things.\n", "struct Shop {\nlet open = true\n", ""])
        #expect(rows[2].values == ["main()", "Store", "", "func main() {}\n", ""])
        #expect(rows.allSatisfy { $0.values.count == CodeWords.fields.count })
        #expect(CodeWords.weights.split(separator: ",").count == CodeWords.fields.count)
        #expect(CodeWords.rows(of: [], title: "x").isEmpty)
    }

    @Test("a continuation without a function stands alone")
    func orphan() {
        let rows = CodeWords.rows(of: [source(7, [], "    rest }", .continuation)], title: "sort")
        #expect(rows.map(\.chunkID) == [7])
        #expect(rows[0].values == ["", "sort", "", "rest }\n", ""])
    }

    @Test(
        "lines of comments are told from code in any language",
        arguments: [
            ("// a\nb // c\n\t/// d", "// a\n/// d\n", "b // c\n"),
            ("/* a\nb */\nc", "/* a\nb */\n", "c\n"),
            ("/* a */\nb\n/**\n * c\n */ d\ne", "/* a */\n/**\n* c\n*/ d\n", "b\ne\n"),
            ("def f():\n    \"\"\"a\"\"\"\n    return 1", "\"\"\"a\"\"\"\n", "def f():\nreturn 1\n"),
            ("\'\'\'a\nb\'\'\'\n# c\n#include <d>\n#!e", "\'\'\'a\nb\'\'\'\n# c\n", "#include <d>\n#!e\n"),
            ("// 计算运费\nlet 运费 = 12", "// 计算运费\n", "let    = 12\n"),
            ("/* never closed\na", "/* never closed\na\n", ""), ("", "", ""),
        ]
    )
    func split(text: String, comment: String, body: String) {
        let parts = CodeWords.split(text)
        #expect(parts.comment == comment)
        #expect(parts.body == body)
        #expect(parts.strings.contains("运费") == text.contains("let 运费"))
    }
}
