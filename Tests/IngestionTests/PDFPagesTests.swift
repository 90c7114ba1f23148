import Foundation
import OperatingSystem
import RAGCore
import Testing

@testable import Ingestion

/// Titles, watermarks, forms and outlines of PDF files.
@Suite(.enabled(if: ToolRun.path(of: "pdftocairo") != nil, "poppler-utils is not installed"))
struct PDFPagesTests {
    private func headings(_ name: String) throws -> [String] {
        try SampleDocument.read(fixture: name).outline.filter { $0.hasPrefix("#") }
    }

    @Test("titles that differ only in a number are headings, and numbers of pages are not")
    func titles() throws {
        #expect(try headings("field-cases/16-page-titles-models-zh.pdf") == (1...4).map { "# 型号 A\($0)00" })
        #expect(try headings("field-cases/16-page-titles-steps.pdf") == (1...4).map { "# Step \($0)" })
        #expect(try headings("pdf/days.en.pdf") == (1...5).map { "# Day \($0)" })
        let text = try SampleDocument.read(fixture: "pdf/days.en.pdf").source.text
        #expect(!text.contains("handbook") && !text.contains("/ 5"))
        let chunks = Chunker().chunks(of: try SampleDocument.read(fixture: "field-cases/16-page-titles-models-zh.pdf"))
        #expect(chunks.first { $0.text.contains("311") }?.headingPath == ["型号 A300"])
    }

    @Test("a watermark is left out with a note, and titles of chapters stay")
    func watermark() throws {
        let document = try SampleDocument.read(fixture: "field-cases/18-watermark.pdf")
        #expect(document.title == "name")
        #expect(document.notes == ["a watermark was left out (内部资料请勿外传)"])
        #expect(document.outline.filter { $0.hasPrefix("#") } == (1...3).map { "# 第\($0)章 维修流程" })
        #expect(!document.source.text.contains("内"))
        let english = try SampleDocument.read(fixture: "pdf/slanted-mark.en.pdf")
        #expect(english.notes == ["a watermark was left out (CONFIDENTIAL)"])
        #expect(english.title == "Return policy")
        #expect(!english.source.text.contains("C\n") && !english.source.text.contains("EN"))
    }

    @Test("text that no reader sees is left out with a note, and white text on a dark bar is not")
    func hiddenText() throws {
        let document = try SampleDocument.read(fixture: "pdf/hidden-text.en.pdf")
        #expect(
            document.outline == [
                "Delivery costs 6 EUR in every zone.", "Delivery takes 5 days.", "White on a bar: returns take 9 days.",
                "Pale: the office closes at noon.", "Partly seen.",
            ]
        )
        #expect(document.notes == ["4 hidden texts were left out"])
    }

    @Test("a page that is turned keeps its text")
    func turnedPage() throws {
        let document = try SampleDocument.read(fixture: "pdf/turned.en.pdf")
        #expect(document.source.text.contains("The far end of the wide page costs 7 EUR."))
        #expect(document.source.text.contains("The foot of the wide page costs 9 EUR."))
        #expect(document.notes.isEmpty)
    }

    @Test("the contrast of an area is that of its pixels on the page")
    func contrast() throws {
        let blank = Data("P5\n2 2\n255\n".utf8) + Data(repeating: 255, count: 4)
        let pictures = GrayPicture.pictures(pgm: [UInt8](blank + blank + Data("P5\n2 2\n255\n".utf8)))
        #expect(pictures.count == 2)
        #expect(pictures[0].contrast(x: 0..<9, y: -1..<2) == 0)
        var bytes = [UInt8](blank)
        bytes[bytes.count - 1] = 100
        #expect(GrayPicture.pictures(pgm: bytes)[0].contrast(x: 1..<2, y: 0..<2) == 155)
        #expect(GrayPicture.pictures(pgm: bytes)[0].contrast(x: 0..<1, y: 0..<2) == 0)
    }

    @Test("check boxes show their state beside their labels")
    func checkBoxes() throws {
        let english = try SampleDocument.read(fixture: "field-cases/17-form-checkbox.pdf").outline
        #expect(english.contains("Weekend service: ☑ yes ☐ no"))
        #expect(english.contains("Reaction time: within 5 hours"))
        let chinese = try SampleDocument.read(fixture: "pdf/form.zh.pdf").outline
        #expect(chinese == ["上门安装： ☐ 需要 ☑ 不需要", "发票类型： ☑ 电子发票 ☐ 纸质发票", "联系电话： 400-820-1234"])
    }

    @Test("numbered and bold lines of body size are headings")
    func outline() throws {
        #expect(
            try headings("pdf/outline.zh.pdf") == [
                "# 第一章 总则", "# 第二章 退货", "## 一、退货条件", "## 二、退货运费", "### （一）普通商品", "### （二）大件商品", "# 第三章 附则",
            ]
        )
        #expect(try headings("pdf/bold.en.pdf") == ["# Opening hours", "# Warranty", "# Shipping costs"])
    }

    @Test(
        "numbers of headings are told from other text",
        arguments: [
            ("第三章 保修", "章"), ("第 2 节 退货", "节"), ("（二）运费", "（一）"), ("十一、附则", "一、"), ("2.3 保修范围", "1.1."),
            ("Chapter 4 Refunds", "chapter"), ("2.4 GHz 网络", nil), ("3.5 kg", nil), ("第三方承运", nil), ("一个月", nil),
            ("Part of the price", nil), ("12.5%", nil),
        ] as [(String, String?)]
    )
    func patterns(text: String, pattern: String?) {
        #expect(PDFOutline.pattern(of: text) == pattern)
    }
}

/// Text in pictures. What tesseract reads differs between versions, so only a few words are compared.
@Suite struct RecognitionTests {
    private static let header =
        "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"

    @Test("words are grouped by paragraph and line, and doubtful lines are dropped")
    func parsing() {
        let rows = [
            Self.header, "1\t1\t0\t0\t0\t0\t0\t0\t1000\t1400\t-1\t", "5\t1\t1\t1\t1\t1\t10\t10\t80\t30\t96\tWarranty",
            "5\t1\t1\t1\t1\t2\t100\t10\t40\t30\t92\t24", "5\t1\t1\t1\t2\t1\t10\t50\t40\t30\t90\tmonths",
            "5\t1\t2\t1\t1\t1\t10\t300\t40\t30\t12\t~|.", "garbage", "5\tx",
        ]
        let text = RecognizedText(tsv: Data(rows.joined(separator: "\n").utf8))
        #expect(text.pages.map { $0.map { $0.map { $0.map(\.text) } } } == [[[["Warranty", "24"], ["months"]]]])
        #expect(text.confidence > 90)
        #expect(!text.isChinese)
    }

    @Test("numbers of pages are written as a person would")
    func lists() {
        #expect(PDFScan.list([1]) == "page 2 has")
        #expect(PDFScan.list([1, 3, 4, 5]) == "pages 2, 4 to 6 have")
    }

    @Test("without tesseract a scanned page is noted, and a picture is skipped without a fault")
    func missing() throws {
        var tools = PDFTools.installed
        tools.tesseract = nil
        let bytes = try SampleDocument.bytes(fixture: "field-cases/18-one-scanned-page.pdf")
        let document = try PDFReader(tools: tools).read(bytes, name: "x")
        #expect(document.notes.count == 1)
        #expect(document.notes.first?.hasPrefix("page 2 has no text; install tesseract to read scanned pages") == true)
        let error = #expect(throws: ReadingError.self) { try PictureReader(tesseract: nil).read(Data(), name: "x") }
        #expect(error?.kind == .needsTool)
        #expect(PDFReader(tools: tools).recipe != PDFReader().recipe || PDFTools.installed.tesseract == nil)
    }

    @Test(
        "scanned pages and pictures are read, in both languages",
        .enabled(if: Tesseract.installed != nil, "tesseract is not installed")
    )
    func reading() throws {
        let scan = try SampleDocument.read(fixture: "field-cases/18-one-scanned-page.pdf")
        #expect(scan.source.text.contains("bring the receipt"))
        #expect(scan.notes == ["page 2 was read by OCR"])
        #expect(scan.source.pages(of: scan.source.count - 1..<scan.source.count) == 2...2)
        let chinese = try SampleDocument.read(fixture: "pictures/notice.zh.png")
        #expect(chinese.source.text.contains("保修") && chinese.language == .chinese)
        #expect(chinese.notes == ["was read by OCR"])
        let english = try SampleDocument.read(fixture: "pictures/rates.en.jpg")
        #expect(english.source.text.contains("Express"))
    }

    @Test("what is no picture is refused", .enabled(if: Tesseract.installed != nil, "tesseract is not installed"))
    func refusals() {
        for bytes in [Data(), Data("no picture".utf8), Data(repeating: 0x89, count: 5_000)] {
            #expect(refusal { try PictureReader().read(bytes, name: "x") } != nil)
        }
    }
}
