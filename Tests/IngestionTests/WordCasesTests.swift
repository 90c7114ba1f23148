import Foundation
import RAGCore
import Testing

@testable import Ingestion

/// Word documents that were read wrongly once (Tests/Fixtures/field-cases), and others of the same kinds.
@Suite("Word documents: hidden and struck text, numbers, cells")
struct WordCasesTests {
    private func read(_ body: String, styles: String = "", numbering: String = "") throws -> ReadDocument {
        let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
        let archive = try zipFile([
            "word/document.xml": "<w:document \(space)><w:body>\(body)</w:body></w:document>",
            "word/styles.xml": "<w:styles \(space)>\(styles)</w:styles>",
            "word/numbering.xml": "<w:numbering \(space)>\(numbering)</w:numbering>",
        ])
        return try DOCXReader().read(archive, name: "name")
    }

    private func fieldCase(_ name: String) throws -> [String] { try SampleDocument.fieldCase("\(name).docx").outline }

    private func run(_ text: String, _ properties: String = "") -> String {
        "<w:r><w:rPr>\(properties)</w:rPr><w:t xml:space=\"preserve\">\(text)</w:t></w:r>"
    }

    private func paragraph(_ runs: String, list: String? = nil, level: Int = 0, style: String? = nil) -> String {
        let numbers = list.map { "<w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"\($0)\"/></w:numPr>" } ?? ""
        let style = style.map { "<w:pStyle w:val=\"\($0)\"/>" } ?? ""
        return "<w:p><w:pPr>\(style)\(numbers)</w:pPr>\(runs)</w:p>"
    }

    private func row(_ cells: [String], _ properties: String = "") -> String {
        "<w:tr><w:trPr>\(properties)</w:trPr>\(cells.joined())</w:tr>"
    }

    private func cell(_ text: String, _ properties: String = "") -> String {
        "<w:tc><w:tcPr>\(properties)</w:tcPr>\(paragraph(run(text)))</w:tc>"
    }

    @Test("text boxes, lists and included files of the field cases are read")
    func parts() throws {
        #expect(
            try fieldCase("13-textbox-in-cell")
                == ["# 服务网点", "T | 城市 | 营业时间 |\n| --- | --- |\n| 宁波 | 9:30–18:30 周二盘点，上午不营业 |"]
        )
        #expect(try fieldCase("13-altchunk") == ["# Export", "Chunk", "From altChunk: fee 13 euros."])
        #expect(
            try fieldCase("13-list-in-cell").last
                == "T | Task | Steps |\n| --- | --- |\n| Pairing | 1. Turn it off 2. Hold power 9 seconds 3. Choose it on the phone |"
        )
    }

    @Test("list numbers of the field cases are those that Word shows")
    func numbers() throws {
        #expect(
            try fieldCase("14-numbering-restart") == [
                "## Returning a parcel", "1. Print the label", "2. Tape the box", "3. Drop it at a shop",
                "## Reporting damage", "1. Take 3 photos", "2. Upload them", "3. Wait for a reply",
            ]
        )
        #expect(
            try fieldCase("14-numbering-legal-zh")
                == ["第一条 总则", "  1.1 适用范围", "第二条 退款", "  2.1 七天内可退", "  2.2 运费由买家承担"]
        )
    }

    @Test("hidden and struck text of the field case is left out with a note")
    func hidden() throws {
        let document = try SampleDocument.fieldCase("15-hidden-and-struck.docx")
        #expect(
            document.outline == [
                "# Late fees", "Late returns cost 9 euros a day.", "The deposit is 55 euros.",
                "Fees are charged monthly.",
            ]
        )
        #expect(document.notes == ["1 hidden text was left out", "1 struck-through text was left out"])
    }

    @Test("a style hides or strikes text, a run overrides it, and switched-off properties change nothing")
    func styles() throws {
        let styles = """
            <w:style w:styleId="Internal"><w:name w:val="internal"/><w:rPr><w:vanish/></w:rPr></w:style>
            <w:style w:styleId="Old"><w:name w:val="old"/><w:basedOn w:val="Base"/></w:style>
            <w:style w:styleId="Base"><w:name w:val="base"/><w:rPr><w:dstrike/></w:rPr></w:style>
            """
        let document = try read(
            paragraph(run("内部：可减免 100 元。") + run("对外：不减免。", "<w:vanish w:val=\"0\"/>"), style: "Internal")
                + paragraph(
                    run("押金 30 元，", "<w:rStyle w:val=\"Old\"/>") + run("押金 55 元。", "<w:strike w:val=\"false\"/>")
                ),
            styles: styles
        )
        #expect(document.outline == ["对外：不减免。", "押金 55 元。"])
        #expect(document.notes == ["1 hidden text was left out", "1 struck-through text was left out"])
    }

    @Test("a list begins where an override says, once, and its deeper levels begin again")
    func restart() throws {
        let numbering = """
            <w:abstractNum w:abstractNumId="1">
              <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
              <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl>
            </w:abstractNum>
            <w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>
            <w:num w:numId="6"><w:abstractNumId w:val="1"/>
              <w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
            """
        let document = try read(
            [("5", 0), ("5", 1), ("5", 0), ("5", 1), ("6", 0), ("6", 1), ("6", 0)].map {
                paragraph(run("x"), list: $0, level: $1)
            }.joined(),
            numbering: numbering
        )
        #expect(document.outline == ["1. x", "  a) x", "2. x", "  a) x", "7. x", "  a) x", "8. x"])
    }

    @Test("cells that span columns and rows are repeated, and a header of two rows is one")
    func spans() throws {
        let table =
            row(
                [cell("地区", "<w:vMerge w:val=\"restart\"/>"), cell("标准", "<w:gridSpan w:val=\"2\"/>")],
                "<w:tblHeader/>"
            )
            + row([cell("", "<w:vMerge/>"), cell("首重"), cell("续重")], "<w:tblHeader/>")
            + row([cell("华东"), cell("8"), cell("2")])
            + row([cell("西北"), cell("面议", "<w:gridSpan w:val=\"2\"/>")])
        #expect(
            try read("<w:tbl>\(table)</w:tbl>").outline
                == ["T | 地区 | 标准 首重 | 标准 续重 |\n| --- | --- | --- |\n| 华东 | 8 | 2 |\n| 西北 | 面议 | 面议 |"]
        )
    }

    @Test("a row across the whole table names the group of the rows below; one above the header is a title")
    func groups() throws {
        let wide = "<w:gridSpan w:val=\"2\"/>"
        let table =
            row([cell("Fees 2026", wide)])
            + row([cell("Item"), cell("Fee")], "<w:tblHeader/>")
            + row([cell("Phones", wide)]) + row([cell("R2"), cell("45")])
            + row([cell("Tablets", wide)]) + row([cell("T1"), cell("60")])
            + row([cell("Prices include tax.", wide)])
        #expect(
            try read("<w:tbl>\(table)</w:tbl>").outline == [
                "Fees 2026",
                "T |  | Item | Fee |\n| --- | --- | --- |\n| Phones | R2 | 45 |\n| Tablets | T1 | 60 |",
                "Prices include tax.",
            ]
        )
    }

    @Test("a bold line without a stop is a heading, and a bold sentence is not")
    func boldLines() throws {
        let document = try read(
            paragraph(run("退款时间", "<w:b/>")) + paragraph(run("三天。")) + paragraph(run("请注意保留小票。", "<w:b/>"))
                + paragraph(run("Fees", "<w:b/>") + run(" are charged monthly"))
        )
        #expect(document.outline == ["######## 退款时间", "三天。", "请注意保留小票。", "Fees are charged monthly"])
    }

    @Test("numbered lines are headings by their numbers, bold or not", arguments: ["", "<w:b/>"])
    func outline(properties: String) throws {
        func line(_ text: String) -> String { paragraph(run(text, properties)) }
        let body = [
            line("一、适用范围"), paragraph(run("适用于全国。")), line("（一）线上"), paragraph(run("七日内退。")), line("（二）线下"),
            paragraph(run("三日内退。")), line("二、运费"), paragraph(run("买家承担。")),
        ]
        #expect(
            try read(body.joined()).outline == [
                "# 一、适用范围", "适用于全国。", "## （一）线上", "七日内退。", "## （二）线下", "三日内退。", "# 二、运费", "买家承担。",
            ]
        )
        let below = paragraph(run("Rules"), style: "Heading2") + body.joined()
        #expect(try read(below).outline.prefix(4) == ["## Rules", "### 一、适用范围", "适用于全国。", "#### （一）线上"])
        let steps = ["1. 打开订单", "2. 选择售后", "3. 提交"].map(line).joined()
        #expect(try read(steps).outline.allSatisfy { !$0.hasPrefix("# ") })
    }

    @Test("the text of a page's header and footer is noted unless it only counts the pages")
    func margins() throws {
        func notes(_ header: String) throws -> [String] {
            let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
            let archive = try zipFile([
                "word/document.xml": "<w:document \(space)><w:body>\(paragraph(run("Text.")))</w:body></w:document>",
                "word/_rels/document.xml.rels": "<R><Relationship Id='a' Type='x/header' Target='header1.xml'/></R>",
                "word/header1.xml": "<w:hdr \(space)>\(paragraph(run(header)))</w:hdr>",
            ])
            return try DOCXReader().read(archive, name: "name").notes
        }
        #expect(try notes("仅对金卡会员有效") == ["the text of a page header or footer was left out"])
        #expect(try notes("第 3 页，共 9 页").isEmpty && notes("Page 3 of 9").isEmpty)
    }

    @Test("what a person wrote about a picture is read; generated texts and file names are not")
    func pictures() throws {
        let pictures = ["绿色拉杆在后盖里", "图片包含文字, 描述已自动生成", "IMG_2041.JPG"].map {
            "<w:r><w:drawing><wp:docPr xmlns:wp=\"x\" id=\"1\" name=\"图片 1\" descr=\"\($0)\"/></w:drawing></w:r>"
        }
        #expect(try read(paragraph(run("打开后盖。") + pictures.joined())).outline == ["打开后盖。[绿色拉杆在后盖里]"])
    }

    @Test("an included file of another format is named in a note")
    func otherInclusion() throws {
        let space =
            "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
        let relation =
            "<Relationship Id=\"r1\" Type=\"http://x/aFChunk\" Target=\"afchunk.rtf\"/>"
        let archive = try zipFile([
            "word/document.xml":
                "<w:document \(space)><w:body>\(paragraph(run("Fees")))<w:altChunk r:id=\"r1\"/></w:body></w:document>",
            "word/_rels/document.xml.rels": "<Relationships>\(relation)</Relationships>",
            "word/afchunk.rtf": "{\\rtf1 Hidden}",
        ])
        let document = try DOCXReader().read(archive, name: "name")
        #expect(document.notes == ["an included file that kefu cannot read was left out"])
    }
}
