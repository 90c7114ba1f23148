import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct PPTXReaderTests {
    private func read(_ shapes: String, notes: String? = nil, show: String = "") throws -> ReadDocument {
        let space =
            "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
        let slide = "<p:sld \(space) \(show)><p:cSld><p:spTree>\(shapes)</p:spTree></p:cSld></p:sld>"
        let archive = try zipFile([
            "ppt/presentation.xml":
                "<p:presentation \(space)><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId2\"/></p:sldIdLst></p:presentation>",
            "ppt/_rels/presentation.xml.rels":
                "<Relationships><Relationship Id=\"rId2\" Type=\"x/slide\" Target=\"slides/slide1.xml\"/></Relationships>",
            "ppt/slides/slide1.xml": slide,
        ])
        return try PPTXReader().read(archive, name: "name")
    }

    private func shape(_ paragraphs: String, role: String? = nil, y: Int? = nil) -> String {
        let place = y.map { "<a:xfrm><a:off x=\"0\" y=\"\($0)\"/></a:xfrm>" } ?? ""
        let role = role.map { "<p:ph type=\"\($0)\"/>" } ?? ""
        return
            "<p:sp><p:nvSpPr><p:nvPr>\(role)</p:nvPr></p:nvSpPr><p:spPr>\(place)</p:spPr><p:txBody>\(paragraphs)</p:txBody></p:sp>"
    }

    private func paragraph(_ text: String, _ properties: String = "", run: String = "") -> String {
        "<a:p>\(properties)<a:r><a:rPr \(run)/><a:t>\(text)</a:t></a:r></a:p>"
    }

    @Test("a Chinese presentation of LibreOffice: slides as sections and pages, lists, notes, a table with its header")
    func chinese() throws {
        let document = try SampleDocument.read("libreoffice.zh.pptx")
        #expect(document.title == "售后培训 0" && document.language == .chinese)
        #expect(
            document.outline == [
                "# 售后培训 0", "2026", "# 退货流程", "- 申请退货", "  - 在订单里选择商品", "  - 填写原因", "- 寄回商品",
                "讲师备注：大件需要预约上门，电话 400-964。", "# 价目",
                "T | 型号 | 保修 | 价格 |\n| --- | --- | --- |\n| KX-1 | 12 个月 | 494 元 |\n| KX-2 | 24 个月 | 876 元 |\n| KX-3 | 36 个月 | 530 元 |",
                "周末不发货，141 点后的订单次日处理。",
            ]
        )
        #expect(Chunker().chunks(of: document).map(\.pages) == [1...1, 2...2, 3...3])
    }

    @Test("an English presentation of LibreOffice")
    func english() throws {
        let outline = try SampleDocument.read("libreoffice.en.pptx").outline
        #expect(outline.contains("# Returns") && outline.contains("  - Choose the order"))
        #expect(outline.contains { $0.hasPrefix("T | Model | Warranty | Price |\n| --- |") })
    }

    @Test("shapes are read from top to bottom, footers are left out, struck text is left out with a note")
    func order() throws {
        let document = try read(
            shape(paragraph("Below"), y: 5_000_000)
                + shape(paragraph("Above") + paragraph("Old", run: "strike=\"sngStrike\""), y: 1_000)
                + shape(paragraph("Fees"), role: "title", y: 9_000_000) + shape(paragraph("7"), role: "sldNum", y: 0)
        )
        #expect(document.outline == ["# Fees", "Above", "Below"])
        #expect(document.notes == ["1 struck-through text was left out"])
    }

    @Test("numbered lists count by level, and a bullet that is switched off is none")
    func lists() throws {
        let numbered = "<a:pPr><a:buAutoNum type=\"arabicPeriod\"/></a:pPr>"
        let inner = "<a:pPr lvl=\"1\"><a:buAutoNum type=\"arabicPeriod\" startAt=\"3\"/></a:pPr>"
        let none = "<a:pPr><a:buNone/></a:pPr>"
        let document = try read(
            shape(
                paragraph("a", numbered) + paragraph("b", inner) + paragraph("c", inner) + paragraph("d", numbered)
                    + paragraph("e", none),
                role: "body"
            )
        )
        #expect(document.outline == ["# Slide 1", "1. a", "  3. b", "  4. c", "2. d", "e"])
    }

    @Test("a hidden slide is left out with a note")
    func hidden() throws {
        let document = try read(shape(paragraph("内部价格 5 元")), show: "show=\"0\"")
        #expect(document.outline.isEmpty && document.notes == ["a hidden slide was left out"])
    }

    @Test("merged cells of a table are repeated")
    func table() throws {
        func cell(_ text: String, _ attributes: String = "") -> String {
            "<a:tc \(attributes)><a:txBody>\(paragraph(text))</a:txBody></a:tc>"
        }
        let table =
            "<a:tbl><a:tblPr firstRow=\"1\"/><a:tr>\(cell("地区"))\(cell("运费", "gridSpan=\"2\""))\(cell("", "hMerge=\"1\""))</a:tr>"
            + "<a:tr>\(cell("地区"))\(cell("首重"))\(cell("续重"))</a:tr><a:tr>\(cell("华东"))\(cell("8"))\(cell("2"))</a:tr></a:tbl>"
        let frame = "<p:graphicFrame><a:graphic><a:graphicData>\(table)</a:graphicData></a:graphic></p:graphicFrame>"
        #expect(
            try read(frame).outline.last == "T | 地区 | 运费 首重 | 运费 续重 |\n| --- | --- | --- |\n| 华东 | 8 | 2 |"
        )
    }
}
