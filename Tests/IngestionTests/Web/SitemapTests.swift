import Foundation
import Testing

@testable import Ingestion

@Suite struct SitemapTests {
    private static let namespace = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""

    @Test("pages and indexes are distinguished; other elements and namespaces are skipped")
    func kinds() throws {
        let pages = """
            <?xml version="1.0" encoding="UTF-8"?>
            <urlset \(Self.namespace) xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
              <!-- 首页 -->
              <url><loc> https://example.com/退货?a=1&amp;b=2 </loc><lastmod>2024-01-01</lastmod>
                <image:image><image:loc>https://example.com/a.png</image:loc></image:image></url>
              <url><loc><![CDATA[https://example.com/x?a&b]]></loc></url><url><lastmod>2024</lastmod></url>
            </urlset>
            """
        #expect(
            try Sitemap(Data(pages.utf8)) == .pages(["https://example.com/退货?a=1&b=2", "https://example.com/x?a&b"])
        )
        let index =
            "<sitemapindex \(Self.namespace)><sitemap><loc>https://example.com/a.xml</loc></sitemap></sitemapindex>"
        #expect(try Sitemap(Data(index.utf8)) == .sitemaps(["https://example.com/a.xml"]))
        #expect(try Sitemap(Data("\u{FEFF}<urlset/>".utf8)) == .pages([]))
    }

    @Test("plain text has an address on each line")
    func plainText() throws {
        #expect(
            try Sitemap(Data("\u{FEFF}http://h/a\r\n\r\nhttp://h/b\n".utf8)) == .pages(["http://h/a", "http://h/b"])
        )
    }

    @Test(
        "an incomplete sitemap is an error, never a short list",
        arguments: [
            ("<urlset><url><loc>http://h/a</loc></url><url>", "is not complete XML"),
            ("<html><body/></html>", "is not a sitemap"),
            ("<!DOCTYPE html><p>Not found", "is not complete XML"), ("<", "is not complete XML"),
        ]
    )
    func errors(text: String, reason: String) {
        let error = #expect(throws: ReadingError.self) { try Sitemap(Data(text.utf8)) }
        #expect(error?.reason == reason)
    }

    @Test("entities load no file and do not expand without limit")
    func entities() {
        let entity = """
            <!DOCTYPE urlset [<!ENTITY f SYSTEM "file:///etc/hostname"><!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
            <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">]>
            <urlset><url><loc>http://h/&f;</loc></url><url><loc>http://h/&e;</loc></url></urlset>
            """
        guard case .pages(let pages)? = try? Sitemap(Data(entity.utf8)) else { return }
        #expect(pages.allSatisfy { $0.utf8.count < 200_000 })
        #expect(pages.first == "http://h/")
    }

    @Test("fifty thousand pages are read")
    func large() throws {
        let entries = (0..<50_000).map { "<url><loc>https://example.com/帮助/\($0)</loc></url>" }.joined()
        let (seconds, sitemap) = try processorSeconds { try Sitemap(Data("<urlset>\(entries)</urlset>".utf8)) }
        guard case .pages(let pages) = sitemap else {
            Issue.record("no pages")
            return
        }
        #expect(pages.count == 50_000 && pages.last == "https://example.com/帮助/49999")
        #expect(seconds < 10)
    }
}
