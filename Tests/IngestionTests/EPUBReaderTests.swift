import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct EPUBReaderTests {
    private let container = "<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>"

    private func book(manifest: String, spine: String, guide: String = "") -> String {
        """
        <package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Handbook</dc:title>\
        <dc:language>en-GB</dc:language></metadata><manifest>\(manifest)</manifest><spine>\(spine)</spine>\
        <guide>\(guide)</guide></package>
        """
    }

    @Test("the chapters of a book are read like web pages, with notes where they are referred to")
    func chinese() throws {
        let document = try SampleDocument.read("pandoc.epub")
        #expect(document.title == "沃岚商城客服手册")
        #expect(document.language == .chinese)
        #expect(document.outline.contains("收到商品后七天之内可以无理由退货（定制商品除外），包装完好即可。详见退货政策。"))
        #expect(document.outline.contains("## 退款时间"))
        #expect(document.outline.contains("curl https://shop.example/api"))
        #expect(document.outline.count { $0 == "# Shipping" } == 1)
    }

    @Test("chapters are read in the order of the spine, each once, without cover and table of contents")
    func order() throws {
        let item = { (id: String, path: String, more: String) in
            "<item id=\"\(id)\" href=\"\(path)\" media-type=\"application/xhtml+xml\" \(more)/>"
        }
        let manifest =
            item("a", "text/a%20b.xhtml", "") + item("b", "../b.xhtml", "")
            + item("n", "nav.xhtml", "properties=\"nav\"")
            + item("c", "cover.xhtml", "") + "<item id=\"p\" href=\"p.png\" media-type=\"image/png\"/>"
        let spine = ["c", "n", "b", "a", "b", "p", "gone"].map { "<itemref idref=\"\($0)\"/>" }.joined()
        let chapter = { (title: String) in
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><html><head><title/></head><body><h1>\(title)</h1><p>text \(title)</p></body></html>"
        }
        let archive = try zipFile([
            "META-INF/container.xml": container,
            "OEBPS/book.opf": book(
                manifest: manifest,
                spine: spine,
                guide: "<reference type=\"cover\" href=\"cover.xhtml#x\"/>"
            ),
            "OEBPS/text/a b.xhtml": chapter("A"), "b.xhtml": chapter("B"), "OEBPS/nav.xhtml": chapter("Nav"),
            "OEBPS/cover.xhtml": chapter("Cover"),
        ])
        let document = try EPUBReader().read(archive, name: "x")
        #expect(document.outline == ["# B", "text B", "# A", "text A"])
        #expect(document.title == "Handbook")
        #expect(document.source.lines(of: 0..<1) == 1...1)
    }

    @Test("footnotes in an aside are content, where they are referred to or in their own place")
    func notes() throws {
        let chapter = """
            <html xmlns:epub="http://www.idpf.org/2007/ops"><body><p>满 68 元包邮<a epub:type="noteref" href="#n1">*</a>。</p><aside epub:type="footnote" id="n1"><p>生鲜除外。</p></aside><aside epub:type="footnote" id="n2"><p>Islands cost 9 EUR more.</p></aside></body></html>
            """
        let archive = try zipFile([
            "META-INF/container.xml": container,
            "OEBPS/book.opf": book(
                manifest: "<item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/>",
                spine: "<itemref idref=\"a\"/>"
            ),
            "OEBPS/a.xhtml": chapter,
        ])
        #expect(try EPUBReader().read(archive, name: "x").outline == ["满 68 元包邮（生鲜除外）。", "Islands cost 9 EUR more."])
    }

    @Test("a protected, an empty and a truncated book are refused with a reason")
    func refusals() throws {
        let opf = book(
            manifest: "<item id=\"a\" href=\"a.xhtml\" media-type=\"application/xhtml+xml\"/>",
            spine: "<itemref idref=\"a\"/>"
        )
        let cipher =
            "<encryption><EncryptedData><CipherData><CipherReference URI=\"OEBPS/a.xhtml\"/></CipherData></EncryptedData></encryption>"
        let locked = try zipFile([
            "META-INF/container.xml": container, "META-INF/encryption.xml": cipher, "OEBPS/book.opf": opf,
            "OEBPS/a.xhtml": "??",
        ])
        #expect(refusal { try EPUBReader().read(locked, name: "x") }?.contains("DRM") == true)
        let empty = try zipFile(["META-INF/container.xml": container, "OEBPS/book.opf": opf])
        #expect(refusal { try EPUBReader().read(empty, name: "x") }?.contains("chapters") == true)
        let whole = try SampleDocument.bytes("pandoc.epub")
        for length in stride(from: 0, to: whole.count - 1, by: 701) {
            #expect(refusal { try EPUBReader().read(whole.prefix(length), name: "x") } != nil)
        }
        #expect(
            refusal { try EPUBReader().read(zipFile(["mimetype": "application/epub+zip"]), name: "x") }?.contains(
                "container"
            ) == true
        )
    }
}
