import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct CSVReaderTests {
    private func chunks(_ csv: String) throws -> [Chunk] {
        Chunker().chunks(of: try CSVReader().read(Data(csv.utf8), name: "faq"))
    }

    @Test(
        "question and answer columns are found by their usual names, in any order",
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

    @Test("quotes, doubled quotes, delimiters and line ends in cells are read as in RFC 4180")
    func quoting() throws {
        let csv = "question,answer\r\n\"说\"\"你好\"\"，怎么说？\",\"第一行\r\n第二行, 有逗号\"\r\n\r\nlast?,\"end\""
        let found = try chunks(csv)
        #expect(found.map(\.question) == ["说\"你好\"，怎么说？", "last?"])
        #expect(found.map(\.text) == ["第一行\r\n第二行, 有逗号", "end"])
        #expect(found.map(\.lines) == [2...3, 5...5])
        let source = SourceText(csv)
        #expect(found.map { String(source[$0.range]) }.last == "last?,\"end\"")
    }

    @Test("a stray quote or a short row affects only itself")
    func oddRows() throws {
        let found = try chunks(
            "question,answer\nHow big is the 5\" screen?,It is 5\" wide.\nno answer\n,\nQ?,\"A\" and more"
        )
        #expect(found.map(\.question) == ["How big is the 5\" screen?", "Q?"])
        #expect(found.map(\.text) == ["It is 5\" wide.", "A and more"])
    }

    @Test("an unclosed quote is reported with its line")
    func openQuote() {
        #expect(throws: ReadingError("has a quotation mark in line 3 that is never closed")) {
            try chunks("question,answer\nQ?,A.\nQ2?,\"never\nends")
        }
    }

    @Test("two columns without a header are pairs if the first cell is a question")
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

    @Test(
        "long, decorated and numbered column names are found as well",
        arguments: [
            "序号,问题（必填）,标准答案*\n1,Q?,A.", "Customer Question,Agent Answer\nQ?,A.", "问题/Question,答案/Answer\nQ?,A.",
            "问题类型,问题描述,处理方法\n,Q?,A.", "question_id,QUESTION,Reply\n7,Q?,A.", "【提问】,【答复】\nQ?,A.",
            "是否回复,用户提问,客服回复\n是,Q?,A.", "sep=;\n问;答\nQ?;A.", "Q:\tA:\nQ?\tA.",
            "Question ,Answer1,Answer2\nQ?,A.,",
        ]
    )
    func decoratedColumns(csv: String) throws {
        let chunks = try chunks(csv)
        #expect(chunks.map(\.question) == ["Q?"])
        #expect(chunks.map(\.text) == ["A."])
    }

    @Test("a header below a title is found, and the title stands above each row")
    func titleAboveHeader() throws {
        let found = try chunks("2026 年常见问题,,\n更新于 11 月,,\n,,\n分类,问题,答案\n退货,Q?,A.")
        #expect(found.map(\.question) == ["Q?"])
        #expect(found.map(\.headingPath) == [["2026 年常见问题", "更新于 11 月", "退货"]])
        let other = try chunks("价格表,,\n型号,价格,库存\nA1,99,3\nA2,129,0")
        #expect(other.map(\.text) == ["型号：A1\n价格：99\n库存：3", "型号：A2\n价格：129\n库存：0"])
        #expect(other.map(\.headingPath) == [["价格表"], ["价格表"]])
    }

    @Test("each alternative question is a record with the same answer; categories are its headings")
    func similarQuestionsAndCategories() throws {
        let found = try chunks(
            "一级分类,二级分类,标准问,相似问1,相似问2,答案\n售后,退货,怎么退货？,\"退货流程\n如何退？\",怎么退货？;想退,点退货。"
        )
        #expect(found.map(\.question) == ["怎么退货？", "退货流程", "如何退？", "想退"])
        #expect(found.allSatisfy { $0.text == "点退货。" && $0.headingPath == ["售后", "退货"] && $0.lines == 2...3 })
    }

    @Test("rows without an answer are reported, rows without a question kept, repeated headers skipped")
    func notes() throws {
        let csv = "question,answer\nQ1?,A1.\nQ2?,\nquestion,answer\n,A3.\nQ4?"
        let document = try CSVReader().read(Data(csv.utf8), name: "faq")
        #expect(document.notes == ["2 rows without an answer were left out (first: line 3)"])
        #expect(Chunker().chunks(of: document).map(\.question) == ["Q1?", nil])
    }

    @Test(
        "chosen columns, by name or number, take precedence over the usual names",
        arguments: ["question=Frage,answer=回话", "answer=3, question=1", "question=ｆｒａｇｅ，answer=3,category=art"]
    )
    func chosenColumns(choice: String) throws {
        let columns = try #require(TableColumns(choice))
        let reader = CSVReader(columns: columns)
        #expect(reader.recipe != CSVReader().recipe)
        let document = try reader.read(Data("Frage,answer,回话,Art\nQ?,no,A.,x".utf8), name: "faq")
        let found = Chunker().chunks(of: document)
        #expect(found.map(\.question) == ["Q?"])
        #expect(found.map(\.text) == [choice.contains("回话") ? "A.\nArt: x" : "A."])
        #expect(found.map(\.headingPath) == [choice.contains("art") ? ["x"] : []])
    }

    @Test("chosen numbers apply to a table without a header; a table without the chosen columns is read as usual")
    func chosenColumnsElsewhere() throws {
        let reader = CSVReader(columns: TableColumns(question: "2", answer: "3"))
        let bare = try reader.read(Data("1,Wie?,So geht das hier.\n2,Wo?,Dort.".utf8), name: "faq")
        #expect(Chunker().chunks(of: bare).map(\.question) == ["Wie?", "Wo?"])
        let usual = try reader.read(Data("问题,答案\nQ?,A.".utf8), name: "faq")
        #expect(Chunker().chunks(of: usual).map(\.question) == ["Q?"])
    }

    @Test(
        "an invalid choice of columns is refused",
        arguments: ["", "question=1", "question=1,answer=1", "q=1,answer=2", "question=,answer=2"]
    )
    func badChoice(text: String) {
        #expect(TableColumns(text) == nil)
    }

    @Test("numbers in the first row are data; delimiters in answers do not decide")
    func dataAndDelimiters() throws {
        #expect(try chunks("1,2.5,3\n4,5,6").map(\.text) == ["1\n2.5\n3", "4\n5\n6"])
        #expect(try chunks("型号,2025,2026\nA1,99,3").map(\.text) == ["型号：A1\n2025: 99\n2026: 3"])
        let found = try chunks("Frequent questions, answers, and more\nquestion\tanswer\nQ?\tOne, two, three; four.")
        #expect(found.map(\.question) == ["Q?"])
        #expect(found.last?.text == "One, two, three; four.")
        #expect(try chunks("a;b;c\n1,5;2,5;3,5").map(\.text) == ["a: 1,5\nb: 2,5\nc: 3,5"])
    }

    @Test("ragged rows, equal headers and ten thousand columns lose nothing")
    func oddTables() throws {
        #expect(try chunks("a,a,b\n1,2,3,4\n5").map(\.text) == ["a: 1\na: 2\nb: 3\n4", "a: 5"])
        let wide =
            (1...10_000).map { "c\($0)" }.joined(separator: ",") + "\n" + String(repeating: ",", count: 9_999) + "x"
        #expect(try chunks(wide).map(\.text) == ["c10000: x"])
    }

    @Test("a table below an empty line has its own header; an empty line inside a table divides nothing")
    func severalTables() throws {
        let found = try chunks("机型,续航\nA1,30 小时\n\nA2,45 小时\n\n门店\n城市,门店电话\n苏州,0512-555\n无锡,0510-555")
        #expect(
            found.map(\.text) == ["机型：A1\n续航：30 小时", "机型：A2\n续航：45 小时", "城市：苏州\n门店电话：0512-555", "城市：无锡\n门店电话：0510-555"]
        )
        #expect(found.last?.headingPath == ["门店"])
    }

    @Test("a NUL in a cell goes out with a note, and every row is read")
    func nul() throws {
        let document = try CSVReader().read(Data("question,answer\nQ?,A\0.\nQ2?,B.\n".utf8), name: "faq")
        #expect(Chunker().chunks(of: document).map(\.text) == ["A.", "B."])
        #expect(document.notes == ["NUL characters were removed (first: line 2)"])
    }
}
