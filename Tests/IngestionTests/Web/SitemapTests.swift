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

    /// Made by Python's gzip module, the second with a file name in its header.
    private static let compressed = [
        "H4sIAAAAAAACA7MpLcopTi2xswHSdjY5+cl2GSUlBVb6+hn6iTb6IL6NPlhKH6oQAMa/kBcxAAAA",
        "H4sICAAAAAAC/3NtMS54bWwAyygpKbDS18/QT+TKgDGTuAAEQaB4FgAAAA==",
    ].compactMap { Data(base64Encoded: $0) }

    @Test("a compressed sitemap is unpacked, a damaged or truncated one is an error")
    func compressed() throws {
        #expect(try Sitemap(Self.compressed[0]) == .pages(["http://h/a"]))
        #expect(try Sitemap(Self.compressed[1]) == .pages(["http://h/a", "http://h/b"]))
        for file in Self.compressed {
            for count in 2..<file.count { #expect(throws: ReadingError.self) { try Sitemap(file.prefix(count)) } }
            for index in 10..<file.count - 12 {
                var damaged = file
                damaged[index] ^= 0x55
                _ = try? Sitemap(damaged)
            }
        }
    }

    @Test("a sitemap that unpacks to more than the protocol allows is refused")
    func bomb() throws {
        let (file, size) = try gzip(zeros: 60_000_000)
        #expect(size < 100_000)
        let error = #expect(throws: ReadingError.self) { try Sitemap(file) }
        #expect(error?.reason == "unpacks to more than 52 MB")
    }

    /// Returns a gzip file of many zeros, which the system's program makes.
    private func gzip(zeros count: Int) throws -> (Data, Int) {
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "head -c \(count) /dev/zero | gzip -9"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (data, data.count)
    }
}
