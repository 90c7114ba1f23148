import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct DOCXReaderTests {
    private func read(body: String, styles: String? = nil, footnotes: String = "") throws -> ReadDocument {
        let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
        let archive = try zipFile([
            "word/document.xml": "<w:document \(space)><w:body>\(body)</w:body></w:document>",
            "word/styles.xml": "<w:styles \(space)>\(styles ?? "")</w:styles>",
            "word/footnotes.xml": "<w:footnotes \(space)>\(footnotes)</w:footnotes>",
        ])
        return try DOCXReader().read(archive, name: "name")
    }

    private func paragraph(_ runs: String, _ properties: String = "") -> String {
        "<w:p><w:pPr>\(properties)</w:pPr>\(runs)</w:p>"
    }

    private func run(_ text: String) -> String { "<w:r><w:t xml:space=\"preserve\">\(text)</w:t></w:r>" }

    @Test("headings, lists, tables, notes and links of a Chinese document are read")
    func chinese() throws {
        let document = try SampleDocument.read("pandoc.docx")
        #expect(document.title == "沃岚商城客服手册")
        #expect(document.language == .chinese)
        #expect(
            document.outline == [
                "# 沃岚商城客服手册", "# 退货与退款", "收到商品后七天之内可以无理由退货，包装完好即可。详见退货政策。", "定制商品除外。", "## 退款时间",
                "1. 仓库收到退回的商品。", "2. 两个工作日内验收。", "  - 支付宝：24 小时", "  - 银行卡：3 到 5 天", "3. 退款到账。", "## 运费",
                "T | 地区 | 首重（元） | 说明 |\n| --- | --- | --- |\n| 江浙沪 | 8 | 次日达 |\n| 新疆、西藏 | 20 | 5 到 7 天 |",
                "# Shipping", "Orders over $50 ship free. Express delivery takes one day.", "Not to islands.",
                "Please keep the label until the parcel has arrived.", "curl https://shop.example/api",
            ]
        )
    }

    @Test("an English document of another program: title from the properties, merged cells repeated, no running header")
    func english() throws {
        let document = try SampleDocument.read("python-docx.docx")
        #expect(document.title == "Support handbook")
        #expect(
            document.outline == [
                "# Returns", "You can return an item within 30 days.\nKeep the label.", "1. Open My orders",
                "2. Choose Return",
                "- unused", "## 运费",
                "T | 地区 | 首重 | 说明 |\n| --- | --- | --- |\n| 江浙沪 | 8 元 | 次日达 5 天 |\n| 新疆 | 20 元 | 次日达 5 天 |",
            ]
        )
    }

    @Test("deleted text is left out; inserted text, links, fields and text boxes are read once")
    func changes() throws {
        let box = "<w:txbxContent>\(paragraph(run("方框")))</w:txbxContent>"
        let document = try read(
            body: paragraph(
                run("退款需要") + "<w:del><w:r><w:delText>七</w:delText></w:r></w:del><w:ins>\(run("三"))</w:ins>" + run("天。")
                    + "<w:hyperlink>\(run("详情"))</w:hyperlink>"
                    + "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:noBreakHyphen/></w:r>"
            )
                + paragraph(
                    "<w:r><mc:AlternateContent xmlns:mc=\"m\"><mc:Choice>\(box)</mc:Choice><mc:Fallback>\(box)</mc:Fallback></mc:AlternateContent></w:r>"
                )
                + "<w:moveFrom>\(paragraph(run("旧")))</w:moveFrom>"
        )
        #expect(document.outline == ["退款需要三天。详情\t甲\n乙\u{2011}", "方框"])
    }

    @Test("headings are found by the style's outline level, its name, its parent style, or the paragraph itself")
    func headings() throws {
        let styles = """
            <w:style w:styleId="a1"><w:name w:val="heading 2"/></w:style>
            <w:style w:styleId="a2"><w:name w:val="我的标题"/><w:basedOn w:val="a1"/></w:style>
            <w:style w:styleId="a3"><w:name w:val="Kapitel"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
            <w:style w:styleId="x"><w:basedOn w:val="y"/></w:style><w:style w:styleId="y"><w:basedOn w:val="x"/></w:style>
            <w:style w:styleId="toc"><w:name w:val="toc 1"/></w:style>
            """
        let body = ["a1", "a2", "a3", "x", "Heading3", "toc"].map { paragraph(run($0), "<w:pStyle w:val=\"\($0)\"/>") }
        let own = paragraph(run("own"), "<w:outlineLvl w:val=\"3\"/>")
        let document = try read(body: body.joined() + own, styles: styles)
        #expect(document.outline == ["## a1", "## a2", "# a3", "x", "### Heading3", "#### own"])
    }

    @Test("a layout table is read like the page around it")
    func layout() throws {
        let cell = { (text: String) in "<w:tc>\(self.paragraph(self.run(text)))</w:tc>" }
        let single = try read(body: "<w:tbl><w:tr>\(cell("one"))</w:tr><w:tr>\(cell("two"))</w:tr></w:tbl>")
        #expect(single.outline == ["one", "two"])
        let nested =
            "<w:tc><w:tbl><w:tr>\(cell("a"))\(cell("b"))</w:tr><w:tr>\(cell("1"))\(cell("2"))</w:tr></w:tbl></w:tc>"
        #expect(
            try read(body: "<w:tbl><w:tr>\(cell("left"))\(nested)</w:tr></w:tbl>").outline
                == ["left", "T | a | b |\n| --- | --- |\n| 1 | 2 |"]
        )
    }

    @Test("bad input is refused with a reason, whatever it is")
    func refusals() throws {
        let whole = try SampleDocument.bytes("python-docx.docx")
        for length in stride(from: 0, to: whole.count - 1, by: 997) {
            #expect(refusal { try DOCXReader().read(whole.prefix(length), name: "x") } != nil)
        }
        var random = SeededRandom(seed: 5)
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0..<8 {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            _ = refusal { try DOCXReader().read(bytes, name: "x") }
        }
        let old = Data([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
        #expect(refusal { try DOCXReader().read(old, name: "x") }?.contains("password") == true)
        let locked = try zipFile([("word/document.xml", Data("<a/>".utf8))], password: "secret")
        #expect(refusal { try DOCXReader().read(locked, name: "x") } == "is protected by a password")
        let sheet = try zipFile(["xl/workbook.xml": "<workbook/>"])
        #expect(refusal { try DOCXReader().read(sheet, name: "x") }?.contains("word/document.xml") == true)
        #expect(refusal { try read(body: "<w:p>") }?.contains("not valid XML") == true)
    }

    @Test("a table whose cells hold no text is left out")
    func emptyTable() throws {
        let struck = "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>old</w:t></w:r></w:p>"
        let table = "<w:tbl><w:tr><w:tc>\(struck)</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
        #expect(try read(body: table + paragraph(run("text"))).outline == ["text"])
    }

    @Test("a document that nests too deeply is refused; a merged cell does not fill the memory")
    func hostile() throws {
        let deep = String(repeating: "<w:sdt>", count: 5_000) + String(repeating: "</w:sdt>", count: 5_000)
        #expect(refusal { try read(body: deep) } != nil)
        let merge = { (value: String) in
            "<w:tc><w:tcPr><w:gridSpan w:val=\"999999999\"/><w:vMerge w:val=\"\(value)\"/></w:tcPr>"
        }
        let first =
            "<w:tr><w:tc>\(paragraph(run("a")))</w:tc>\(merge("restart"))\(paragraph(run(String(repeating: "x", count: 100_000))))</w:tc></w:tr>"
        let rows = String(
            repeating: "<w:tr><w:tc>\(paragraph(run("b")))</w:tc>\(merge("continue"))</w:tc></w:tr>",
            count: 2_000
        )
        #expect(try read(body: "<w:tbl>\(first)\(rows)</w:tbl>").source.count < 3_000_000)
    }
}

@Suite struct ArchiveTests {
    @Test("a ZIP bomb is not unpacked")
    func bomb() throws {
        let bomb = try zipFile([("word/document.xml", Data(repeating: 0x20, count: 60_000_000))])
        #expect(bomb.count < 1_000_000)
        #expect(refusal { try DOCXReader().read(bomb, name: "x") }?.contains("unpacks to more") == true)
    }

    @Test("entities that expand to gigabytes or name files are refused")
    func entities() throws {
        let laughs = (1...9).map { "<!ENTITY a\($0) \"\(String(repeating: "&a\($0 - 1);", count: 10))\">" }.joined()
        let bomb = "<!DOCTYPE w [<!ENTITY a0 \"ha\">\(laughs)]><w><p><r><t>&a9;</t></r></p></w>"
        #expect(refusal { try DOCXReader().read(zipFile(["word/document.xml": bomb]), name: "x") } != nil)
        let file = "<!DOCTYPE w [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><w><p><r><t>&f;</t></r></p></w>"
        #expect(refusal { try DOCXReader().read(zipFile(["word/document.xml": file]), name: "x") } != nil)
    }
}
