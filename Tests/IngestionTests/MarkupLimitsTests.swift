import Foundation
import Testing

@testable import Ingestion

@Suite struct MarkupLimitsTests {
    private static let many = (0..<3_000).map { " a\($0)=\"b>c\" c\($0)='d' e\($0)=f" }.joined()

    @Test("of an element with endless attributes the first thousand stay, and so does everything else")
    func attributes() throws {
        let page = "<html><body><h1 id=x>T</h1><p class=a\(Self.many)>text</p><p>more</p></body></html>"
        let bounded = MarkupLimits.bounded(page)
        #expect(bounded.utf8.count < page.utf8.count / 5)
        #expect(bounded.hasPrefix("<html><body><h1 id=x>T</h1><p class=a a0=\"b>c\"") && bounded.hasSuffix("</html>"))
        let document = try HTMLReader().read(Data(page.utf8), name: "a")
        #expect(document.outline == ["# T", "text", "more"])
    }

    @Test(
        "markup without such an element stays as it is, also where it only looks like one",
        arguments: [
            "<p title='a > b' x=\"c\">text</p>", "a < b and c > d",
            "<!-- <p\(String(repeating: " a", count: 2_000))> --><p>x</p>",
            "<script>if (a<b \(String(repeating: " c ", count: 2_000)) ) {}</script><p>x</p>", "<", "<p", "<p a=",
            "<p a='", "<!--",
            "<STYLE>a<b \(String(repeating: " c ", count: 2_000))</style><p>x</p>",
        ]
    )
    func others(markup: String) { #expect(MarkupLimits.bounded(markup) == markup) }

    @Test("an XML part with endless attributes is refused")
    func xml() throws {
        let part = "<w:document xmlns:w=\"w\"><w:body><w:p\(Self.many)/></w:body></w:document>"
        let refused = refusal { try DOCXReader().read(zipFile(["word/document.xml": part]), name: "a") }
        #expect(refused?.contains("more than 1000 attributes in word/document.xml") == true)
    }
}
