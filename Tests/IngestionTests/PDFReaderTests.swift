import Foundation
import OperatingSystem
import RAGCore
import Testing

@testable import Ingestion

@Suite(.enabled(if: ToolRun.path(of: "pdftotext") != nil, "pdftotext is not installed"))
struct PDFReaderTests {
    @Test("Chinese paragraphs are joined over line and page ends, and headings are found")
    func chinese() throws {
        let document = try SampleDocument.read("manual.zh.pdf")
        #expect(document.title == "沃岚智能灯使用手册", "not the file name that a program put there")
        #expect(document.language == .chinese)
        #expect(
            document.outline.prefix(3) == [
                "# 沃岚智能灯使用手册", "## 退货与退款",
                "收到商品后的七天之内，只要包装完好、不影响二次销售，您就可以在“我的订单”里申请无理由退货。定制商品和已经激活的软件不在此列，具体以商品页面的说明为准。",
            ]
        )
        #expect(document.outline.contains("1. 把灯座固定在墙面上，离地至少 30 厘米。"))
        let over = try #require(
            document.blocks.first { document.source[$0.range].contains("并确认手机和灯连接的是同一个 2.4 GHz 网络。") }
        )
        #expect(document.source.pages(of: over.range) == 2...3)
        let last = try #require(document.blocks.last)
        #expect(document.source.pages(of: last.range) == 3...3)
    }

    @Test("English line ends are removed: split words are joined, compounds kept, addresses whole")
    func english() throws {
        let document = try SampleDocument.read("booklet.en.pdf")
        #expect(document.title == "Customer Handbook")
        #expect(document.language == .english)
        let text = document.outline.joined(separator: "\n")
        #expect(text.contains("our warehouse has checked the parcel, and long-term customers"))
        #expect(text.contains("confirmation e-mail. Gift cards and downloadable products"))
        #expect(text.contains("the sentence that it holds is only ended on the next page, where it says so."))
        #expect(document.outline.contains("• Open My orders and choose the order."))
        #expect(document.outline.contains("## What to do first"))
    }

    @Test("running headers, footers and page numbers are left out")
    func furniture() throws {
        for name in ["manual.zh.pdf", "booklet.en.pdf"] {
            let text = try SampleDocument.read(name).source.text
            for word in ["沃岚商城", "第 2 页", "WOLAN", "Page 2"] { #expect(!text.contains(word), "\(name)") }
        }
    }

    @Test("chunks name their pages")
    func pages() throws {
        let chunks = Chunker().chunks(of: try SampleDocument.read("booklet.en.pdf"))
        #expect(chunks.map(\.pages) == [1...1, 1...1, 2...3, 3...3])
    }

    @Test("a PDF of images, a locked one and a damaged one give different reasons")
    func refusals() throws {
        var tools = PDFTools.installed
        tools.tesseract = nil
        let scan = try SampleDocument.bytes("scan.pdf")
        #expect(refusal { try PDFReader(tools: tools).read(scan, name: "x") }?.contains("OCR") == true)
        #expect(refusal { try SampleDocument.read("locked.pdf") } == "is protected by a password")
        let whole = try SampleDocument.bytes("booklet.en.pdf")
        let reader = PDFReader()
        #expect(refusal { try reader.read(Data("%PDF-1.7\nnothing".utf8), name: "x") } == "is a damaged PDF")
        #expect(refusal { try reader.read(Data(repeating: 7, count: 5000), name: "x") }?.contains("not a PDF") == true)
        #expect(refusal { try reader.read(Data(), name: "x") }?.contains("not a PDF") == true)
        for length in stride(from: 10, to: whole.count, by: 400) {
            _ = refusal { try reader.read(whole.prefix(length), name: "x") }
        }
    }

    @Test("without pdftotext PDF files are skipped, and the reason says what to install")
    func missingTool() throws {
        let bytes = try SampleDocument.bytes("booklet.en.pdf")
        let error = #expect(throws: ReadingError.self) { try PDFReader(tools: PDFTools()).read(bytes, name: "x") }
        #expect(error?.kind == .needsTool)
        #expect(error?.reason.contains("poppler-utils") == true)
        #expect(!SkippedDocument(path: "a.pdf", kind: .needsTool, reason: "").isFault)
    }
}

@Suite struct PDFStructureTests {
    /// Creates a page of lines, each with its left edge, top, width of its words, and text.
    private func page(_ lines: [(x: Double, y: Double, width: Double, height: Double, text: String)]) throws -> PDFPage
    {
        let blocks = lines.map { line in
            """
            <flow><block><line><word xMin="\(line.x)" yMin="\(line.y)" xMax="\(line.x + line.width)" \
            yMax="\(line.y + line.height)">\(line.text)</word></line></block></flow>
            """
        }
        let xml = "<page width=\"600\" height=\"800\">\(blocks.joined())</page>"
        return try XMLTree(Data(xml.utf8), part: "page").withRoot { PDFPage($0) }
    }

    @Test("a table of contents is removed, a menu with prices stays")
    func contents() throws {
        let entries = try page((1...8).map { (50, Double($0) * 40, 400, 10, "1.\($0) 章节 ........ \($0 * 3)") })
        #expect(PDFFurniture.removed(from: [entries])[0].lines.isEmpty)
        let menu = try page((1...8).map { (50, Double($0) * 40, 400, 10, "咖啡 ........ \([28, 12, 30, 9][$0 % 4])") })
        #expect(PDFFurniture.removed(from: [menu])[0].lines.count == 8)
        #expect(menu.lines.first?.text == "咖啡 … 12")
    }

    @Test("numbers and bullets in a column of their own are joined with their lines")
    func labels() throws {
        let page = try page([
            (50, 100, 10, 10, "3.1"), (50, 130, 5, 10, "•"), (80, 100, 200, 10, "Shipping"), (80, 130, 200, 10, "free"),
        ])
        #expect(page.lines.map(\.text) == ["3.1 Shipping", "• free"])
    }

    @Test("ligatures and radicals become the written characters")
    func forms() throws {
        #expect(try page([(50, 100, 90, 10, "ﬁve ⼈⼝")]).lines.map(\.text) == ["five 人口"])
    }

    @Test("a running header is removed even if the chapter's name in it changes")
    func chapterHeads() throws {
        let pages = try (1...12).map { number in
            try page([
                (50, 30, 100, 9, number < 10 ? "Chapter \(number / 4)" : "Index"), (50, 200, 400, 10, "Text \(number)"),
            ])
        }
        let lines = PDFFurniture.removed(from: pages).flatMap(\.lines).map(\.text)
        #expect(lines == (1...12).map { "Text \($0)" })
    }
}
