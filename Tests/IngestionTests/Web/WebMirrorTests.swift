import Foundation
import RAGCore
import Synchronization
import Testing

@testable import Ingestion

@Suite struct WebMirrorTests {
    private let folder: TemporaryFolder
    private let site: LoopbackSite
    private let pauses = Pauses()

    private final class Pauses: Sendable {
        let all = Mutex<[Duration]>([])
    }

    init() throws {
        folder = try TemporaryFolder()
        site = try LoopbackSite()
    }

    private func mirror(
        _ paths: [String] = [],
        sitemap: Bool = false,
        limit: Int = 100,
        bytes: Int = 100_000,
        include: [String] = [],
        exclude: [String] = []
    ) throws -> WebMirror {
        try WebMirror(
            source: FolderSource(
                name: "website",
                folder: folder.url.appending(path: "pages"),
                language: nil,
                metadata: ["tags": ["web"]],
                record: folder.url.appending(path: "record.json")
            ),
            urls: paths.map { site.origin + $0 },
            sitemaps: sitemap ? [site.origin + "/sitemap.xml"] : [],
            choice: WebPageChoice(include: include, exclude: exclude, of: "website"),
            limits: (limit, bytes),
            extensions: Set(DocumentReaders.standard.fileExtensions),
            fetcher: LoopbackFetcher(),
            pause: { [pauses] duration in pauses.all.withLock { $0.append(duration) } }
        )
    }

    private func html(_ title: String, _ text: String, head: String = "") -> String {
        "<html lang=zh><head><title>\(title)</title>\(head)</head><body><h1>\(title)</h1><p>\(text)</p></body></html>"
    }

    /// Returns the texts of the copies' documents by the path of their page.
    private func documents(_ mirror: WebMirror) async throws -> [String: ReadDocument] {
        let base = try KnowledgeBase([], mirrors: [mirror])
        var documents: [String: ReadDocument] = [:]
        for file in try await base.inventory().files.values {
            let document = try base.read(file)
            let url = try #require(document.metadata["url"]?.first)
            documents[String(url.dropFirst(site.origin.count))] = document
        }
        return documents
    }

    @Test("pages become documents with their title, language and address; a second run costs a 304 each")
    func pages() async throws {
        let path = "/%E5%B8%AE%E5%8A%A9/%E9%80%80%E8%B4%A7"
        site.put(html("退货", "七天之内可以退货。"), at: path, etag: "\"1\"")
        site.put("plain words", at: "/b.txt", etag: "\"2\"", ["Content-Type": "text/plain"])
        let mirror = try mirror(["/帮助/退货", "/b.txt#x", "/b.txt"])
        let report = try await mirror.update()
        #expect(report.fetched == [site.origin + path, site.origin + "/b.txt"].sorted() && report.skipped.isEmpty)
        let found = try await documents(mirror)
        #expect(found[path]?.title == "退货" && found[path]?.language == .chinese)
        #expect(found[path]?.metadata["tags"] == ["web"])
        #expect(found["/b.txt"]?.source.text == "plain words")
        _ = site.takeRequests()
        let second = try await self.mirror(["/帮助/退货", "/b.txt"]).update()
        #expect(second.fetched.isEmpty && second.unchanged == 2)
        #expect(site.takeRequests().sorted() == ["/robots.txt", path, "/b.txt"].sorted())
    }

    @Test("a page without validators that is the same is unchanged, an edited one is fetched under the same name")
    func editedPages() async throws {
        site.put(html("A", "one"), at: "/a")
        site.put(html("B", "one"), at: "/b")
        let mirror = try mirror(["/a", "/b"])
        _ = try await mirror.update()
        let files = try await KnowledgeBase([], mirrors: [mirror]).inventory().files
        site.put(html("A", "two"), at: "/a")
        let report = try await mirror.update()
        #expect(report.fetched == [site.origin + "/a"] && report.unchanged == 1)
        let after = try await KnowledgeBase([], mirrors: [mirror]).inventory().files
        #expect(after.keys == files.keys)
        #expect(after.count { files[$0.key]?.contentHash != $0.value.contentHash } == 1)
    }

    @Test("the copy of a removed page is removed; one of a failing page stays and is reported")
    func goneAndFailing() async throws {
        for path in ["/a", "/b", "/c"] { site.put(html(path, "text"), at: path) }
        let mirror = try mirror(["/a", "/b", "/c"])
        _ = try await mirror.update()
        site.remove("/a")
        site.put("", at: "/b", status: 503)
        site.put(String(repeating: "x", count: 100_001), at: "/c")
        let report = try await mirror.update()
        #expect(report.removed == [site.origin + "/a"])
        #expect(
            report.skipped.map { String($0.description.dropFirst(site.origin.count)) } == [
                "/a is gone (404)", "/b answered with status 503",
                "/c cannot be fetched: it is larger than 100000 bytes",
            ]
        )
        #expect(report.skipped.map(\.isFault) == [false, true, true])
        #expect(try await documents(mirror).keys.sorted() == ["/b", "/c"])
    }

    @Test("a page missing from a complete sitemap is removed; one missing from a broken sitemap stays")
    func sitemap() async throws {
        for path in ["/a", "/b", "/c"] { site.put(html(path, "text"), at: path, etag: "\"1\"") }
        site.putSitemap(["/a", "/b", "/c"])
        let mirror = try mirror(sitemap: true)
        #expect(try await mirror.update().fetched.count == 3)
        for broken in ["<urlset><url><loc>\(site.origin)/a</loc></url>", "<urlset/>", "<html></html>"] {
            site.put(broken, at: "/sitemap.xml")
            let report = try await mirror.update()
            #expect(report.removed.isEmpty && report.hasFaults)
        }
        site.put("", at: "/sitemap.xml", status: 500)
        #expect(try await mirror.update().removed.isEmpty)
        site.putSitemap(["/a", "/b"])
        let report = try await mirror.update()
        #expect(report.removed == [site.origin + "/c"] && report.skipped.isEmpty)
        #expect(try await documents(mirror).keys.sorted() == ["/a", "/b"])
    }

    @Test("the sitemaps of an index are read; a failing one makes the list partial; other hosts are left out")
    func sitemapIndex() async throws {
        for path in ["/a", "/b"] { site.put(html(path, "text"), at: path) }
        let index = "<sitemapindex><sitemap><loc>\(site.origin)/1.xml</loc></sitemap>"
        site.put(index + "<sitemap><loc>/2.xml</loc></sitemap></sitemapindex>", at: "/sitemap.xml")
        site.put(
            "<urlset><url><loc>\(site.origin)/a</loc></url><url><loc>http://other.invalid/x</loc></url></urlset>",
            at: "/1.xml"
        )
        site.put("<urlset><url><loc>\(site.origin)/b</loc></url></urlset>", at: "/2.xml")
        let mirror = try mirror(sitemap: true)
        let report = try await mirror.update()
        #expect(report.fetched.count == 2)
        #expect(report.skipped.map(\.reason) == ["lists 1 page of other hosts, which were left out"])
        #expect(!report.hasFaults)
        site.remove("/2.xml")
        #expect(try await mirror.update().removed.isEmpty)
    }

    @Test("robots.txt is respected; if it cannot be fetched, nothing is fetched and copies stay")
    func robots() async throws {
        site.put("User-agent: *\nDisallow: /private", at: "/robots.txt", ["Content-Type": "text/plain"])
        for path in ["/a", "/private/b"] { site.put(html(path, "text"), at: path) }
        let mirror = try mirror(["/a", "/private/b"])
        let report = try await mirror.update()
        #expect(report.fetched == [site.origin + "/a"])
        #expect(report.skipped.map(\.reason) == ["may not be fetched: robots.txt disallows it"])
        #expect(!report.hasFaults)
        site.put("", at: "/robots.txt", status: 500)
        _ = site.takeRequests()
        let down = try await mirror.update()
        #expect(site.takeRequests() == ["/robots.txt"])
        #expect(down.fetched.isEmpty && down.removed.isEmpty && down.skipped.count == 2)
        #expect(try await documents(mirror).count == 1)
    }

    @Test("a sitemap index may name a compressed sitemap that the server does not declare as such")
    func compressedSitemap() async throws {
        for path in ["/a", "/b"] { site.put(html(path, "text"), at: path) }
        site.put(
            "<sitemapindex><sitemap><loc>\(site.origin)/sm1.xml.gz</loc></sitemap></sitemapindex>",
            at: "/sitemap.xml",
            ["Content-Type": "application/xml"]
        )
        let folder = try TemporaryFolder()
        let list = "<urlset><url><loc>\(site.origin)/a</loc></url><url><loc>\(site.origin)/b</loc></url></urlset>"
        try folder.write(list, to: "sm1.xml")
        let process = Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", "gzip '\(folder.url.path)/sm1.xml'"]
        try process.run()
        process.waitUntilExit()
        let file = try Data(contentsOf: folder.url.appending(path: "sm1.xml.gz"))
        site.put(file, at: "/sm1.xml.gz", ["Content-Type": "application/x-gzip"])
        let report = try await mirror(sitemap: true).update()
        #expect(report.fetched == [site.origin + "/a", site.origin + "/b"] && report.skipped.isEmpty)
    }

    @Test("include and exclude choose pages by path, as they choose files; pages left out later are removed")
    func choice() async throws {
        let paths = ["/help/a", "/help/old/b", "/blog/c?x=1", "/帮助/退货", "/help/"]
        for path in paths { site.put(html(path, "text"), at: path) }
        site.put(html("zh", "text"), at: "/%E5%B8%AE%E5%8A%A9/%E9%80%80%E8%B4%A7")
        site.putSitemap(paths)
        func fetched(include: [String], exclude: [String] = []) async throws -> [String] {
            let report = try await mirror(["/blog/c?x=1"], sitemap: true, include: include, exclude: exclude).update()
            return report.fetched.map { String($0.dropFirst(site.origin.count)).removingPercentEncoding ?? "" }.sorted()
        }
        let first = try await fetched(include: ["help", "帮助/*"], exclude: ["old/"])
        #expect(first == ["/blog/c?x=1", "/help/", "/help/a", "/帮助/退货"])
        #expect(try await fetched(include: ["\(site.origin)/help/old/**"], exclude: ["blog"]) == ["/help/old/b"])
        #expect(try await documents(mirror(sitemap: true)).keys.sorted() == ["/help/old/b"])
        #expect(throws: RAGError.self) { try mirror(sitemap: true, include: ["a["]) }
    }

    @Test("the delay that robots.txt asks for is kept between pages, up to a limit")
    func crawlDelay() async throws {
        site.put("User-agent: kefu\nCrawl-delay: 3600", at: "/robots.txt")
        for path in ["/a", "/b", "/c"] { site.put(html(path, "text"), at: path) }
        #expect(try await mirror(["/a", "/b", "/c"]).update().fetched.count == 3)
        let asked = pauses.all.withLock { $0.sorted() }
        #expect(asked.count == 2 && asked.allSatisfy { $0 <= .seconds(20) && $0 > .zero })
    }

    @Test("redirects are followed within the host if robots.txt allows each, and never to another host")
    func redirects() async throws {
        func redirect(_ path: String, to location: String) {
            site.put("", at: path, ["Location": location], status: 302)
        }
        site.put("User-agent: *\nDisallow: /hidden", at: "/robots.txt")
        for path in ["/new", "/hidden", "/own"] { site.put(html(path, "text"), at: path) }
        redirect("/old", to: "new")
        redirect("/out", to: "http://localhost:1/")
        redirect("/metadata", to: "http://169.254.169.254/latest")
        redirect("/file", to: "file:///etc/passwd")
        redirect("/sneaky", to: "/hidden")
        redirect("/loop", to: "/loop")
        redirect("/alias", to: "/own")
        let paths = ["/old", "/out", "/metadata", "/file", "/sneaky", "/loop", "/alias", "/own"]
        let mirror = try mirror(paths)
        let report = try await mirror.update()
        #expect(report.fetched == [site.origin + "/old", site.origin + "/own"])
        #expect(
            report.skipped.map { String($0.description.dropFirst(site.origin.count)) } == [
                "/alias redirects to \(site.origin)/own, which is read itself",
                "/file redirects to another host, which is not followed: file:///etc/passwd",
                "/loop redirects more than 5 times",
                "/metadata redirects to another host, which is not followed: http://169.254.169.254/latest",
                "/out redirects to another host, which is not followed: http://localhost:1/",
                "/sneaky may not be fetched: robots.txt disallows it",
            ]
        )
        #expect(try await documents(mirror).keys.sorted() == ["/old", "/own"])
    }

    @Test("a page in GBK that only its header declares is read correctly")
    func charsets() async throws {
        let gbk = Data([0xCD, 0xCB, 0xBB, 0xF5])
        let page = Data("<html><body><h1>".utf8) + gbk + Data("</h1><p>".utf8) + gbk + Data("</p></body></html>".utf8)
        site.put(page, at: "/header", ["Content-Type": "text/html; charset=\"GBK\""])
        let named = Data("<html><head><meta charset=gbk></head>".utf8) + page
        site.put(named, at: "/named", ["Content-Type": "text/html"])
        site.put(Data([0xB0, 0x68, 0xB3, 0x66]), at: "/big5", ["Content-Type": "text/plain; charset=Big5"])
        let mirror = try mirror(["/header", "/named", "/big5"])
        _ = try await mirror.update()
        let found = try await documents(mirror)
        #expect(found["/header"]?.title == "退货" && found["/named"]?.title == "退货")
        #expect(found["/big5"]?.source.text == "退貨")
    }

    @Test("pages that must not be indexed or have no reader are not copied and not fetched again")
    func excluded() async throws {
        site.put(html("A", "x"), at: "/a", etag: "\"1\"")
        let mirror = try mirror(["/a", "/b", "/c"])
        site.put("x", at: "/b", etag: "\"1\"", ["Content-Type": "image/png"])
        site.put(html("C", "x"), at: "/c", etag: "\"1\"", ["X-Robots-Tag": "noindex"])
        _ = try await mirror.update()
        site.put(html("A", "x", head: "<meta name=ROBOTS content='NoIndex, follow'>"), at: "/a", etag: "\"2\"")
        let report = try await mirror.update()
        #expect(report.removed == [site.origin + "/a"])
        let again = try await mirror.update()
        for report in [report, again] {
            #expect(
                report.skipped.map(\.reason) == [
                    "asks not to be indexed", "has an unsupported format (image/png)", "asks not to be indexed",
                ]
            )
            #expect(!report.hasFaults)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: mirror.source.folder.path).isEmpty)
    }

    @Test("the limit keeps known pages, and is reported")
    func limit() async throws {
        for index in 0..<5 { site.put(html("\(index)", "text"), at: "/\(index)") }
        site.putSitemap(["/3", "/4"])
        _ = try await mirror(sitemap: true, limit: 2).update()
        site.putSitemap((0..<5).map { "/\($0)" })
        let report = try await mirror(sitemap: true, limit: 2).update()
        #expect(report.removed.isEmpty && report.fetched.isEmpty && report.unchanged == 2)
        #expect(report.skipped.map(\.description) == ["website lists 5 pages; only 2 are kept because of its limit"])
    }

    @Test("a host that does not answer is asked only a few times, and all copies stay")
    func hostDown() async throws {
        let paths = (0..<40).map { "/\($0)" }
        for path in paths { site.put(html(path, "text"), at: path) }
        let mirror = try mirror(paths)
        #expect(try await mirror.update().fetched.count == 40)
        for path in paths { site.put("", at: path, status: 503) }
        _ = site.takeRequests()
        let report = try await mirror.update()
        #expect(site.takeRequests().count <= 8)
        #expect(
            report.removed.isEmpty && report.skipped.last?.reason.hasSuffix("were not requested; copies stay") == true
        )
        #expect(try await documents(mirror).count == 40)
    }

    @Test("a dry run sends no request")
    func dryRun() async throws {
        site.put(html("A", "x"), at: "/a")
        let mirror = try mirror(["/a"])
        #expect(try await mirror.update(isDryRun: true).unchanged == 0)
        #expect(site.takeRequests().isEmpty)
        _ = try await mirror.update()
        _ = site.takeRequests()
        let report = try await mirror.update(isDryRun: true)
        #expect(report.isDryRun && report.unchanged == 1 && report.fetched.isEmpty)
        #expect(site.takeRequests().isEmpty)
    }

    @Test(
        "files of a killed run are removed; a lost record or copy is made again, and nothing is lost while the host is down"
    )
    func afterKill() async throws {
        site.put(html("A", "x"), at: "/a", etag: "\"1\"")
        let mirror = try mirror(["/a"])
        _ = try await mirror.update()
        try folder.write("half", to: "pages/orphan.html")
        try folder.write("half", to: "pages/.temporary")
        _ = try await mirror.update()
        let copies = try FileManager.default.contentsOfDirectory(atPath: mirror.source.folder.path)
        #expect(copies.count == 1)
        // The copy is gone, so a 304 would not bring it back.
        try folder.remove("pages/" + copies[0])
        #expect(try await mirror.update().fetched.count == 1)
        try folder.write("{ no record", to: "record.json")
        site.put("", at: "/a", status: 500)
        _ = try await mirror.update()
        #expect(try FileManager.default.contentsOfDirectory(atPath: mirror.source.folder.path) == copies)
        site.put(html("A", "x"), at: "/a", etag: "\"1\"")
        #expect(try await mirror.update().fetched.count == 1)
        #expect(try await documents(mirror).count == 1)
    }

    @Test("settings without a page give one clear sentence")
    func settings() throws {
        func make(_ urls: [String]) throws -> WebMirror {
            try WebMirror(name: "w", folder: folder.url, urls: urls, fetcher: LoopbackFetcher())
        }
        #expect(
            #expect(throws: RAGError.self) { try make([]) }?.message == "The source w names neither pages nor a sitemap"
        )
        let error = #expect(throws: RAGError.self) { try make(["ftp://h/"]) }
        #expect(error?.message == "\"ftp://h/\" is not a valid web address")
    }
}
