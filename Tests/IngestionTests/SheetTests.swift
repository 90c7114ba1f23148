import Foundation
import Testing

@testable import Ingestion

@Suite struct SheetTests {
    /// Returns a workbook with one sheet, whose XML is `sheet`, and further parts.
    private func read(_ sheet: String, styles: String = "", parts: [(String, String)] = []) throws -> ReadDocument {
        let all =
            [
                ("xl/workbook.xml", "<workbook><sheets><sheet name=\"Sheet1\" id=\"r1\"/></sheets></workbook>"),
                ("xl/_rels/workbook.xml.rels", "<R><Relationship Id=\"r1\" Target=\"worksheets/s.xml\"/></R>"),
                ("xl/styles.xml", "<styleSheet>\(styles)</styleSheet>"),
                ("xl/worksheets/s.xml", "<worksheet>\(sheet)</worksheet>"),
            ] + parts
        return try XLSXReader().read(try zipFile(all.map { ($0.0, Data($0.1.utf8)) }), name: "name")
    }

    /// Returns `<sheetData>` of rows whose cells are divided by `|`; an empty row only counts.
    private func rows(_ rows: [String]) -> String {
        let all = rows.enumerated().map { number, row in
            let cells = row.split(separator: "|", omittingEmptySubsequences: false).enumerated().map { column, text in
                let place = "\(SheetNotes.columnName(column))\(number + 1)"
                return text.isEmpty
                    ? "" : "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(text.replacing("<", with: "&lt;"))</t></is></c>"
            }
            return row.isEmpty ? "" : "<row r=\"\(number + 1)\">\(cells.joined())</row>"
        }
        return "<sheetData>\(all.joined())</sheetData>"
    }

    private func merges(_ references: String...) -> String {
        "<mergeCells>\(references.map { "<mergeCell ref=\"\($0)\"/>" }.joined())</mergeCells>"
    }

    @Test("hidden rows and columns are left out with a note, also those without a size and in closed groups")
    func hidden() throws {
        let sheet = """
            <cols><col min="2" max="2" hidden="1"/><col min="4" max="4" width="0" customWidth="1"/></cols><sheetData>\
            <row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c><c r="D1"><v>4</v></c></row>\
            <row r="2" hidden="1"><c r="A2"><v>5</v></c></row><row r="3" ht="0"><c r="A3"><v>6</v></c></row>\
            <row r="4" outlineLevel="1" hidden="true"><c r="A4"><v>7</v></c></row><row r="5"><c r="A5"><v>8</v></c></row>\
            </sheetData>
            """
        let document = try read(sheet)
        #expect(document.source.text == "1\t\t3\n8")
        #expect(
            document.notes == [
                "3 hidden rows were left out (row 2, row 3, row 4)",
                "2 hidden columns were left out (column B, column D)",
            ]
        )
    }

    @Test("tables beside each other, two empty columns apart, are read one by one; one empty column divides nothing")
    func tablesFarApart() throws {
        let apart = try read(rows(["Delivery", "Zone|Fee|||Shop|Hours", "A|4||| Bergen|9-17", "B|9|||Oslo|10-16"]))
        let texts = apart.blocks.compactMap(\.text)
        #expect(
            texts == ["Zone: A\nFee: 4", "Shop: Bergen\nHours: 9-17", "Zone: B\nFee: 9", "Shop: Oslo\nHours: 10-16"]
        )
        let near = try read(rows(["Zone|Fee||Shop|Hours", "A|4||Bergen|9-17", "B|9||Oslo|10-16"]))
        #expect(near.blocks.compactMap(\.text).first == "Zone: A\nFee: 4\nShop: Bergen\nHours: 9-17")
    }

    @Test("text that is struck through is not valid; the rest of its cell is")
    func struck() throws {
        let styles = """
            <fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>\
            <cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs>
            """
        let sheet = """
            <sheetData><row r="1"><c r="A1" s="1"><v>30</v></c><c r="B1" s="2"><v>25</v></c><c r="C1" t="inlineStr"><is>\
            <r><rPr><strike/></rPr><t>原价 99 元</t></r><r><t>现价 79 元</t></r></is></c></row></sheetData>
            """
        let document = try read(sheet, styles: styles)
        #expect(document.source.text == "\t25\t现价 79 元")
        #expect(document.notes == ["2 struck-through texts were left out (A1, C1)"])
    }

    @Test("formulas without a saved value are named; an empty text is a value")
    func formulas() throws {
        let sheet = """
            <sheetData><row r="2"><c r="A2"><v>1</v></c><c r="C2"><f>B2*10</f><v></v></c><c r="D2"><f>1</f></c>\
            <c r="E2" t="str"><f>""</f><v></v></c><c r="F2" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>
            """
        #expect(
            try read(sheet).notes == [
                "2 formulas without a saved value were left out (C2, D2)",
                "1 cell with an error value was left out (F2)",
            ]
        )
    }

    @Test("a merged cell applies to all its columns and rows; a title across the table stays once")
    func merged() throws {
        let sheet =
            rows(["服务价目|||", "服务|华东|华南|西北", "上门取件|12 元||", "送货上楼|30 元||55 元", "安装|||60 元"])
            + merges("A1:D1", "B3:D3", "B4:C5")
        let document = try read(sheet)
        #expect(
            document.blocks.compactMap(\.text) == [
                "服务：上门取件\n华东：12 元\n华南：12 元\n西北：12 元", "服务：送货上楼\n华东：30 元\n华南：30 元\n西北：55 元",
                "服务：安装\n华东：30 元\n华南：30 元\n西北：60 元",
            ]
        )
        #expect(Chunker().chunks(of: document).allSatisfy { $0.headingPath == ["服务价目"] })
    }

    @Test(
        "a header of two rows gives each value the names of group and column",
        arguments: [true, false]
    )
    func twoRowHeader(isMerged: Bool) throws {
        let sheet =
            rows([
                "Region|Standard||Express|", "|First kg|Extra kg|First kg|Extra kg", "North|8|2|16|5", "South|9|3|17|6",
            ])
            + (isMerged ? merges("A1:A2", "B1:C1", "D1:E1") : "")
        #expect(
            try read(sheet).blocks.first?.text
                == "Region: North\nStandard First kg: 8\nStandard Extra kg: 2\nExpress First kg: 16\nExpress Extra kg: 5"
        )
    }

    @Test("a merged cell in the header without names below it takes no row of data")
    func wideHeader() throws {
        let sheet = rows(["型号|颜色|", "A1|红色|蓝色", "B2|黑色|白色"]) + merges("B1:C1")
        #expect(try read(sheet).blocks.compactMap(\.text) == ["型号：A1\n颜色：红色\n颜色：蓝色", "型号：B2\n颜色：黑色\n颜色：白色"])
    }

    @Test("a table below another one has its own header, also below a title; a gap in a table is none")
    func tablesBelow() throws {
        let sheet = rows([
            "Model|Charging|Range", "A1|2 h|30 h", "", "B2|3 h|45 h", "", "Shops|", "", "City|Phone|Open",
            "Bern|031 555|9-18", "Basel|061 555|9-19",
        ])
        let document = try read(sheet)
        #expect(
            document.blocks.compactMap(\.text) == [
                "Model: A1\nCharging: 2 h\nRange: 30 h", "Model: B2\nCharging: 3 h\nRange: 45 h",
                "City: Bern\nPhone: 031 555\nOpen: 9-18", "City: Basel\nPhone: 061 555\nOpen: 9-19",
            ]
        )
        #expect(Chunker().chunks(of: document).last?.headingPath == ["Shops"])
    }

    @Test("tables beside each other are read apart; an empty column alone divides nothing")
    func tablesBeside() throws {
        let apart = rows(["城市|运费||城市|运费", "上海|8 元||拉萨|22 元", "杭州|9 元||喀什|25 元"])
        #expect(
            try read(apart).blocks.compactMap(\.text) == [
                "城市：上海\n运费：8 元", "城市：拉萨\n运费：22 元", "城市：杭州\n运费：9 元", "城市：喀什\n运费：25 元",
            ]
        )
        let one = rows(["型号|价格||颜色|备注", "A1|8 元||红|", "B2|9 元||黑|新"])
        #expect(try read(one).blocks.compactMap(\.text).first == "型号：A1\n价格：8 元\n颜色：红")
    }

    @Test("texts in boxes are read; pictures, comments, hidden sheets and charts give a note")
    func surroundings() throws {
        let drawing = """
            <wsDr><sp><txBody><p><r><t>周二盘点，</t></r><r><t>上午不营业</t></r></p></txBody></sp><pic/></wsDr>
            """
        let workbook = """
            <workbook><sheets><sheet name="Sheet1" id="r1"/><sheet name="Draft" id="r1" state="veryHidden"/>\
            <sheet name="Chart1" id="r2"/></sheets></workbook>
            """
        let kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let bytes = try zipFile([
            ("xl/workbook.xml", Data(workbook.utf8)),
            (
                "xl/_rels/workbook.xml.rels",
                Data(
                    "<R><Relationship Id=\"r1\" Target=\"/xl/worksheets/s.xml\"/><Relationship Id=\"r2\" Type=\"\(kind)/chartsheet\" Target=\"c.xml\"/></R>"
                        .utf8
                )
            ),
            ("xl/worksheets/s.xml", Data("<worksheet>\(rows(["门店|电话", "苏州|0512"]))</worksheet>".utf8)),
            (
                "xl/worksheets/_rels/s.xml.rels",
                Data(
                    "<R><Relationship Id=\"a\" Type=\"\(kind)/drawing\" Target=\"../drawings/d.xml\"/><Relationship Id=\"b\" Type=\"\(kind)/comments\" Target=\"../comments1.xml\"/></R>"
                        .utf8
                )
            ), ("xl/drawings/d.xml", Data(drawing.utf8)),
        ])
        let document = try XLSXReader().read(bytes, name: "name")
        #expect(document.outline == ["R  = 门店：苏州\n电话：0512", "周二盘点，上午不营业"])
        #expect(
            Set(document.notes) == [
                "hidden sheet Draft was left out", "sheet Chart1 was not read, because it holds no cells",
                "comments on cells were left out", "1 picture was not read",
            ]
        )
    }
}
