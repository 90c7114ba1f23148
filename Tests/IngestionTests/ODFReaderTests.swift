import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct ODFReaderTests {
    private func read(_ file: String, _ body: String, styles: String = "", more: KeyValuePairs<String, String> = [:])
        throws -> ReadDocument
    {
        let content =
            "<document-content><automatic-styles>\(styles)</automatic-styles><body>\(body)</body></document-content>"
        let parts = [("content.xml", Data(content.utf8))] + more.map { ($0.key, Data($0.value.utf8)) }
        let reader = try #require(DocumentReaders.standard.reader(for: file))
        return try reader.read(try zipFile(parts), name: "name")
    }

    private func cell(_ text: String, _ attributes: String = "") -> String {
        "<table-cell \(attributes)><p>\(text)</p></table-cell>"
    }

    @Test("hidden and struck text is left out with a note, in paragraphs, cells and by styles")
    func hidden() throws {
        let styles = """
            <style name="Old" family="text"><text-properties text-line-through-style="solid"/></style>
            <style name="Older" family="text" parent-style-name="Old"/>
            <style name="Internal" family="paragraph"><text-properties display="none"/></style>
            """
        let row =
            "<table-row>\(cell("型号"))\(cell("押金"))</table-row>"
            + "<table-row>\(cell("R2"))\(cell("<span style-name=\"Old\">30</span>55"))</table-row>"
        let document = try read(
            "a.odt",
            "<text><p>押金 <span style-name=\"Older\">30 元</span>55 元。</p><p style-name=\"Internal\">可减免 100 元。</p>"
                + "<p>每月收取。<hidden-text is-hidden=\"true\">内部</hidden-text></p><table>\(row)</table></text>",
            styles: styles
        )
        #expect(
            document.outline == ["押金 55 元。", "每月收取。", "T | 型号 | 押金 |\n| --- | --- |\n| R2 | 55 |"]
        )
        #expect(document.notes == ["2 hidden texts were left out", "2 struck-through texts were left out"])
    }

    @Test("what is no text goes out of a text document: base64 and characters that show nothing")
    func noText() throws {
        let base64 = String(repeating: "aGVsbG8gV29ybGQ5Zm9vQmFy", count: 8)
        let document = try read("a.odt", "<text><p>退款\u{AD}三天到账。 \(base64)</p></text>")
        #expect(document.outline.first?.hasPrefix("退款三天到账。") == true)
        #expect(document.outline.first?.contains("aGVsbG8") == false)
        #expect(document.notes == ["a run of base64 was left out"])
    }

    @Test("a text document keeps its structure")
    func text() throws {
        let document = try SampleDocument.read("pandoc.odt")
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

    @Test(
        "deletions, comments and indexes are left out; spaces and line breaks are as written; text boxes are read"
    )
    func inline() throws {
        let document = try read(
            "a.odt",
            """
            <text><tracked-changes><changed-region><deletion><p>gone</p></deletion></changed-region></tracked-changes>
            <table-of-content><index-body><p>contents</p></index-body></table-of-content>
            <p>一  二<s c="2"/>三<tab/>四<line-break/>五<annotation><p>remark</p></annotation><a>六</a>
            <frame><text-box><p>box</p></text-box></frame></p></text>
            """
        )
        #expect(document.outline == ["一 二  三\t四\n五六", "box"])
    }

    @Test("sheets are sections; repetitions are limited, hidden sheets are left out")
    func sheets() throws {
        let document = try SampleDocument.read("odfpy.ods")
        #expect(
            document.outline == [
                "# FAQ", "R How long does a refund take? = Three to five days.\nCards may take longer.",
                "R Do you ship abroad? = No.", "# 价格", "R  = 型号：A1\n价格：129 元", "R  = 型号：B2\n价格：99.5 元",
            ]
        )
        let hidden = try read(
            "a.ods",
            """
            <spreadsheet><table name="secret" style-name="h"><table-row>\(cell("no"))</table-row></table>
            <table name="Sheet1"><table-row>\(cell("型号"))\(cell("日期"))</table-row>
            <table-row number-rows-repeated="1000"><table-cell/></table-row>
            <table-row>\(cell("A1"))\(cell("1.3.25", "value-type=\"date\" date-value=\"2025-03-01T00:00:00\""))</table-row>
            </table><table name="二"><table-row number-rows-repeated="99999999">\(cell("x", "number-columns-repeated=\"99999999\""))</table-row></table>
            </spreadsheet>
            """,
            styles: "<style name=\"h\" family=\"table\"><table-properties display=\"false\"/></style>"
        )
        #expect(hidden.outline.dropFirst().first == "R  = 型号：A1\n日期：1.3.25")
        #expect(hidden.blocks.dropFirst().first.map { hidden.source.lines(of: $0.range) } == 1002...1002)
        #expect(hidden.source.count < 200_000)
        #expect(!hidden.source.text.contains("secret"))
        #expect(hidden.notes.first == "hidden sheet secret was left out")
        #expect(hidden.notes.count == 2)
    }

    @Test("a locked file, one of another kind and a damaged one give different reasons")
    func refusals() throws {
        let manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
        #expect(
            refusal { try read("a.odt", "", more: ["META-INF/manifest.xml": manifest]) } == "is protected by a password"
        )
        #expect(refusal { try read("a.odt", "<spreadsheet/>") }?.contains("no text document") == true)
        #expect(refusal { try read("a.ods", "<text/>") }?.contains("no spreadsheet") == true)
        for name in ["pandoc.odt", "odfpy.ods"] {
            let reader = try #require(DocumentReaders.standard.reader(for: name))
            let whole = try SampleDocument.bytes(name)
            for length in stride(from: 0, to: whole.count - 1, by: 499) {
                #expect(refusal { try reader.read(whole.prefix(length), name: "x") } != nil)
            }
        }
    }
}
