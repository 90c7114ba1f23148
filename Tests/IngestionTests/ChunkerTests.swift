import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct ChunkerTests {
    private func read(_ markdown: String, name: String = "doc") throws -> ReadDocument {
        try MarkdownReader().read(Data(markdown.utf8), name: name)
    }

    @Test("a cancelled task cuts no further")
    func cancelled() async throws {
        let document = try read("One.\n\nTwo.\n\nThree.")
        let chunks = await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return Chunker(budget: 64).chunks(of: document)
        }.value
        #expect(chunks.isEmpty)
    }

    @Test("a chunk carries the headings above it, without the document's title")
    func headingPath() throws {
        let chunks = Chunker().chunks(of: try read("# 退货\n\n总则。\n\n## 期限\n\n15 天。\n\n### 例外\n\n耗材。\n\n## 运费\n\n12 元。"))
        #expect(chunks.map(\.headingPath) == [[], ["期限"], ["期限", "例外"], ["运费"]])
        #expect(chunks.map(\.text) == ["总则。", "15 天。", "耗材。", "12 元。"])
        #expect(chunks.map(\.ordinal) == [0, 1, 2, 3])
    }

    @Test("a document with several top headings has its file name as title, and its headings stay in the path")
    func severalTopHeadings() throws {
        let document = try read("# One\n\na.\n\n# Two\n\nb.", name: "kb")
        #expect(document.title == "kb")
        #expect(Chunker().chunks(of: document).map(\.headingPath) == [["One"], ["Two"]])
    }

    @Test("the range of a section's first chunk includes its headings, also those without a body")
    func rangesTakeInHeadings() throws {
        let text = "# T\n\n## Empty\n\n## Full\n\nBody.\n\n## Last\n"
        let chunks = Chunker().chunks(of: try read(text))
        #expect(chunks.map(\.text) == ["Body."])
        #expect(chunks.first?.range == 0..<text.utf8.count - 1)
        #expect(chunks.first?.lines == 1...9)
    }

    @Test("a document with only headings still gives a chunk")
    func headingsAlone() throws {
        let chunks = Chunker().chunks(of: try read("# 客服电话：400-555-0126\n\n## 地址：杭州"))
        #expect(chunks.map(\.text) == ["# 客服电话：400-555-0126\n\n## 地址：杭州"])
    }

    @Test("a long table repeats its header in each chunk and cuts no row")
    func tables() throws {
        let rows = (1...60).map { "| A\($0) | 第 \($0) 号商品的说明文字 |" }
        let document = try read("## 价目\n\n| 型号 | 说明 |\n|---|---|\n" + rows.joined(separator: "\n"))
        let chunks = Chunker(budget: 120).chunks(of: document)
        #expect(chunks.count > 3)
        for chunk in chunks {
            #expect(chunk.text.hasPrefix("| 型号 | 说明 |\n|---|---|\n| A"))
            #expect(TokenEstimator.count(chunk.text) <= 120)
        }
        let shown = chunks.flatMap { $0.text.split(separator: "\n").dropFirst(2) }
        #expect(shown.map(String.init) == rows)
    }

    @Test("a question with its answer is one chunk; over the budget it becomes several, and each keeps the question")
    func questionAndAnswer() throws {
        let answer = String(repeating: "这是一个很长的回答。", count: 20)
        let long = String(repeating: "这是一个很长的回答。", count: 60)
        let csv = "question,answer,category\n怎么退货？,\(answer),退货\n多久？,\(long),退款"
        let chunks = Chunker().chunks(of: try CSVReader().read(Data(csv.utf8), name: "faq"))
        #expect(chunks.map(\.question) == ["怎么退货？", "多久？", "多久？", "多久？"])
        #expect(chunks.map(\.headingPath) == [["退货"], ["退款"], ["退款"], ["退款"]])
        #expect(chunks[0].text == answer)
        #expect(chunks.dropFirst().map(\.text).joined() == long)
        #expect(chunks.allSatisfy { TokenEstimator.count($0.text) <= 256 && $0.text.hasSuffix("回答。") })
    }

    @Test("a question or heading that is too long is shortened, and a chunk's text contains all of it")
    func longHeadings() throws {
        let question = String(repeating: "我的包裹还没有收到，", count: 30) + "怎么办？"
        let csv = "question,answer\n\(question),请联系客服。"
        let records = Chunker().chunks(of: try CSVReader().read(Data(csv.utf8), name: "faq"))
        let text = records.map(\.text).joined().replacing("\n\n", with: "")
        #expect(records.count > 1 && text == question + "请联系客服。")
        #expect(
            records.allSatisfy { TokenEstimator.count($0.question ?? "") <= 128 && $0.question?.hasSuffix("…") == true }
        )
        let heading = String(repeating: "一段被误设为标题的正文。", count: 10)
        let chunks = Chunker().chunks(of: try read("# T\n\n## \(heading)\n\n正文。"))
        #expect(chunks.map(\.text) == ["## \(heading)\n\n正文。"])
        #expect(chunks.allSatisfy { TokenEstimator.count($0.heading(title: "T")) <= 60 })
    }

    @Test("a row over the budget is cut between its cells, then between sentences, each part below the header")
    func longRows() throws {
        let sentence = "屏幕出现横线时请先重启设备。"
        let cell = String(repeating: sentence, count: 12)
        let table = "| 问题 | 办法 |\n|---|---|\n| 横线 | \(cell) |\n| 黑屏 | 充电。 |"
        let chunks = Chunker(budget: 80).chunks(of: try read(table))
        #expect(chunks.count > 2)
        for chunk in chunks {
            #expect(chunk.text.hasPrefix("| 问题 | 办法 |\n|---|---|\n"))
            #expect(TokenEstimator.count(chunk.text) <= 80)
        }
        let rows = chunks.map { $0.text.split(separator: "\n").dropFirst(2).joined() }
        #expect(rows[0].hasPrefix("| 横线 |") && rows[0].hasSuffix("。") && rows[1].hasPrefix("屏幕"))
        #expect(chunks.last?.text.hasSuffix("| 黑屏 | 充电。 |") == true)
    }

    @Test(
        "a Chinese paragraph wrapped at a column has no line end inside a word, and its range is exact",
        arguments: ["\n", "\r\n", "\n   "]
    )
    func wrappedLines(lineEnd: String) throws {
        let lines = ["签收后十五天之内都可以申请无理由退货，黑金会员的期限为三十", "天。商品有质量问题或者我们发错货的，运费由我们来承担，请在订", "单页提交照片。"]
        let text = lines.joined(separator: lineEnd)
        let document = try TextReader().read(Data((text + "\n\n完。").utf8), name: "t")
        let chunk = try #require(Chunker().chunks(of: document).first)
        #expect(chunk.text.hasPrefix(lines.joined()))
        let part = try #require(Chunker(budget: 40, overlap: 0).chunks(of: document).first)
        #expect(document.source[part.range] == lines[0] + lineEnd + "天。")
    }

    @Test("line breaks that the author made stay")
    func brokenLines() throws {
        let address = "杭州市西湖区文三路\n某某大厦五层\n客户服务部收"
        #expect(Chunker().chunks(of: try read(address)).map(\.text) == [address])
        #expect(Chunker().chunks(of: try read("这是一个\n发行版\n，以及软件。")).map(\.text) == ["这是一个\n发行版，以及软件。"])
    }

    @Test("a paragraph that is cut repeats whole sentences, no more than the overlap allows")
    func overlap() throws {
        let sentences = (1...40).map { "这是第 \($0) 个句子，说明一件事情。" }
        let chunks = Chunker(budget: 100, overlap: 20).chunks(of: try read(sentences.joined()))
        #expect(chunks.count > 4)
        for (before, after) in zip(chunks, chunks.dropFirst()) {
            let shared = before.range.upperBound - after.range.lowerBound
            #expect(shared > 0)
            let repeated = String(after.text.utf8.prefix(shared)) ?? ""
            #expect(before.text.hasSuffix(repeated) && sentences.contains(repeated))
            #expect(TokenEstimator.count(repeated) <= 20)
        }
    }

    @Test("blanks between paragraphs cost no tokens: longer ones are left out")
    func wideBlanks() throws {
        let text = "甲。\n\n\u{A0}\u{A0}\u{3000}乙。\n\n\u{3000}\u{3000}丙。"
        #expect(
            Chunker().chunks(of: try TextReader().read(Data(text.utf8), name: "t")).map(\.text) == ["甲。\n\n乙。\n\n丙。"]
        )
    }

    @Test("an address or a number is cut only if it exceeds the budget by itself")
    func addresses() throws {
        let link = "https://shop.example/help/returns,refunds:and;more?a=1,000&b=12:30"
        let text = (1...40).map { "see \(link)\($0) and 1,000.50 at 10:30" }.joined(separator: " ")
        for chunk in Chunker(budget: 60).chunks(of: try read(text)) {
            for word in chunk.text.split(separator: " ") {
                #expect(text.contains(" \(word) ") || text.hasPrefix(word) || text.hasSuffix(word))
            }
        }
    }

    @Test(
        "no word and no character exceeds the budget",
        arguments: [
            "automatically cancelled ", "a1", "e\u{301}\u{302}", "字", "x", "7", "_", "한", "\u{301}", " \u{64F}", "👩‍👩‍👧",
            "|", "\\|",
        ]
    )
    func smallBudgets(piece: String) throws {
        let text = "A " + String(repeating: piece, count: 200) + " end."
        let document = try TextReader().read(Data(text.utf8), name: "t")
        for budget in [4, 8, 20] {
            let chunks = Chunker(budget: budget).chunks(of: document)
            #expect(chunks.allSatisfy { TokenEstimator.count($0.text) <= budget })
            #expect(chunks.last?.range.upperBound == document.source.count)
        }
    }

    @Test("text without a sentence end is cut between words, and between characters only if necessary")
    func longText() throws {
        let words = (1...400).map { "word\($0)" }.joined(separator: " ")
        for chunk in Chunker(budget: 50).chunks(of: try read(words)) {
            #expect(TokenEstimator.count(chunk.text) <= 50)
            #expect(chunk.text.split(separator: " ").allSatisfy { words.contains("\($0) ") || words.hasSuffix($0) })
        }
        let emoji = String(repeating: "👩‍👩‍👧", count: 300)
        let chunks = Chunker(budget: 50).chunks(of: try read(emoji))
        #expect(chunks.map(\.text).joined() == emoji)
        #expect(chunks.reduce(0) { $0 + $1.text.count } == 300)
    }
}
