import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct HTMLReaderTests {
    private func read(_ html: String) throws -> ReadDocument {
        try HTMLReader().read(Data(html.utf8), name: "page")
    }

    @Test("the parts around the content are dropped, the title is kept")
    func boilerplate() throws {
        let document = try read(
            """
            <!DOCTYPE html><html><head><title>退款 - 沃岚商城</title><style>p{}</style><script>var a="<p>no</p>"</script></head><body>
            <header><a href="/">Logo</a><nav><a>Home</a></nav><h1>退款多久到账</h1></header>
            <div class="breadcrumb">首页 / 帮助</div><aside>广告</aside>
            <form><label>Search</label><input value="x"><button>Go</button></form>
            <p>支付宝 <b>24 小时</b>内，
            银行卡 3&nbsp;到 5 天。</p><p hidden>secret</p><!-- note -->
            <footer>© 2026</footer></body></html>
            """
        )
        #expect(document.title == "退款多久到账")
        #expect(document.language == .chinese)
        #expect(Chunker().chunks(of: document).map(\.text) == ["支付宝 24 小时内，银行卡 3 到 5 天。"])
        #expect(Chunker().chunks(of: document).first?.lines == 2...5)
    }

    @Test("of a page with one <main>, only that is read")
    func main() throws {
        let document = try read(
            "<title>T</title><div>chrome</div><main><h2>A</h2><p>inside</p></main><div>chrome</div>"
        )
        #expect(document.source.text == "A\n\ninside")
        #expect(document.title == "T")
    }

    @Test("lists, tables and code keep their form")
    func structure() throws {
        let document = try read(
            """
            <h1>T</h1><p>Steps:</p><ol start="2"><li>One<ul><li>deep</li></ul></li><li><p>Two</p></li></ol>
            <table><caption>Prices</caption><tr><th>型号</th><th>价格</th></tr>
            <tr><td rowspan="2">A|B</td><td>1<br>元</td></tr><tr><td>2</td></tr></table>
            <pre>
            let a = 1
              let b = 2
            </pre>
            """
        )
        #expect(
            document.source.text == """
                T

                Steps:

                2. One
                  - deep
                3. Two

                Prices

                | 型号 | 价格 |
                | --- | --- |
                | A\\|B | 1 元 |
                | A\\|B | 2 |

                let a = 1
                  let b = 2
                """
        )
        let table = document.blocks.first { if case .table = $0.kind { true } else { false } }
        #expect(table.map { document.source.lines(of: $0.range) } == 2...3)
    }

    @Test("a layout table is read like the page around it")
    func layoutTable() throws {
        let document = try read("<table><tr><td><h2>Left</h2><p>one</p></td><td><p>two</p></td></tr></table>")
        #expect(document.source.text == "Left\n\none\n\ntwo")
    }

    @Test("a page is read in the encoding that it declares")
    func declaredEncoding() throws {
        // 退货 in GBK.
        let bytes = Data("<meta charset=gbk><p>".utf8) + Data([0xCD, 0xCB, 0xBB, 0xF5]) + Data("</p>".utf8)
        #expect(try HTMLReader().read(bytes, name: "x").source.text == "退货")
    }

    @Test("broken markup and an empty page do not crash")
    func broken() throws {
        #expect(try read("<p>open <b>bold <i>both</p> <td>stray").source.text.contains("both"))
        #expect(try read("<html></html>").blocks.isEmpty)
    }

    @Test("a page that nests too deeply is refused, not truncated")
    func deep() throws {
        func page(_ depth: Int) -> String {
            String(repeating: "<div>", count: depth) + "deep" + String(repeating: "</div>", count: depth)
        }
        #expect(try read(page(200)).source.text == "deep")
        #expect(throws: ReadingError.self) { try read(page(100_000)) }
    }

    @Test("a list that starts at the largest integer counts from a smaller number")
    func hugeListStart() throws {
        let list =
            "<ol start='9223372036854775807'><li>a</li><li>b</li></ol><ol start='-9223372036854775808'><li>c</li></ol>"
        #expect(try read(list).source.text == "1000000000. a\n1000000001. b\n-1000000000. c")
    }

    @Test("cells with huge spans do not fill the memory")
    func hugeSpans() throws {
        let wide = String(repeating: "<td colspan=100 rowspan=10000>x</td>", count: 1_000)
        let rows = String(repeating: "<tr><td>y</td></tr>", count: 3_000)
        let text = try read("<table><tr>\(wide)</tr>\(rows)</table>").source.text
        #expect(text.hasPrefix("x"))
        #expect(text.utf8.count < 10_000_000)
        let long = String(repeating: "long ", count: 20_000)
        let tall = try read("<table><tr><td rowspan=10000>\(long)</td><td>z</td></tr>\(rows)</table>").source.text
        #expect(tall.utf8.count < 10_000_000)
    }
}
