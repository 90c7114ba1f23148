import Foundation
import Testing

@testable import Insight

@Suite struct LinkTests {
    private func targets(_ source: String, path: String = "a/b.md") -> [String] {
        LinkedDocument(path: path, source: source).links.map(\.target)
    }

    @Test("links of Markdown and HTML are read with their lines, but not those in code")
    func links() {
        let source = """
            See [one](x.md "title") and ![picture](p.png).
            ```
            [code](no.md)
            ```
            `[code](no.md)` <a class="b" href="y.html?a=1&amp;b=2">two</a>
            [ref]: z.md
            """
        let links = LinkedDocument(path: "a.md", source: source).links
        #expect(links.map(\.target) == ["x.md", "p.png", "y.html?a=1&b=2", "z.md"])
        #expect(links.map(\.line) == [1, 1, 5, 6])
        #expect(links.map(\.isImage) == [false, true, false, false])
    }

    @Test("the navigation and footer of a saved page are counted, not read")
    func frames() {
        let page = """
            <nav><a href="index.html">Home</a>
            <a href="orders.html">Orders</a></nav>
            <main><a href="content.html">Content</a></main>
            <footer><a href="privacy.html">Privacy</a></footer>
            """
        let document = LinkedDocument(path: "a.html", source: page)
        #expect(document.links.map(\.target) == ["content.html"])
        #expect(document.frameLinks == 3)
        #expect(LinkedDocument(path: "a.md", source: page).links.count == 4, "Markdown has no frame")
    }

    @Test(
        "relative links of a page that names its address lead into the web",
        arguments: [
            #"<base href="https://shop.example/help/">"#,
            #"<link rel="canonical" href="https://shop.example/help/page.html">"#,
            #"<link href="https://shop.example/help/page.html" rel="canonical">"#,
        ]
    )
    func base(_ element: String) throws {
        let document = LinkedDocument(path: "a/b.html", source: element + #"<a href="../x.html">x</a>"#)
        let link = try #require(document.links.last)
        let base = try #require(document.base)
        #expect(link.destination(from: "a/b.html", base: base) == .web("https://shop.example/x.html"))
    }

    @Test(
        "a link leads to a file below the folder, a heading, the web or elsewhere",
        arguments: [
            ("c.md", DocumentLink.Destination.file(path: "a/c.md", anchor: nil)),
            ("../c.md#top%20one", .file(path: "c.md", anchor: "top one")), ("/c.md", .file(path: "c.md", anchor: nil)),
            ("../../c.md", .file(path: "../c.md", anchor: nil)), ("#here", .file(path: "a/b.md", anchor: "here")),
            ("%E4%BC%9A%E5%91%98.md", .file(path: "a/会员.md", anchor: nil)),
            ("https://x.example", .web("https://x.example")),
            ("//x.example/y", .web("https://x.example/y")), ("mailto:a@b.example", .other), ("tel:400", .other),
        ]
    )
    func destinations(_ target: String, _ destination: DocumentLink.Destination) {
        let link = DocumentLink(target: target, words: "", line: 1, isImage: false)
        #expect(link.destination(from: "a/b.md") == destination)
    }

    @Test("missing files and headings are broken, and what exists is not")
    func broken() {
        let documents = [
            LinkedDocument(
                path: "a.md",
                source: "[1](b.md#退款-时间) [2](b.md#no) [3](gone.md) [4](p.pdf) [5](#top) [6](B.md)"
            ),
            LinkedDocument(path: "b.md", source: "# 退款 时间\n<a id=\"x\"></a>[7](a.md) [8](#x) [9](https://x.example)"),
        ]
        let broken = BrokenLink.inside(documents) { $0 == "p.pdf" }
        #expect(broken.map(\.link.words) == ["2", "3", "6"])
        #expect(broken.map(\.reason) == [.noHeading("no", in: "b.md"), .noFile("gone.md"), .noFile("B.md")])
    }
}
