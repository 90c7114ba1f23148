import Foundation
import Testing

@testable import Ingestion

@Suite struct RobotsRulesTests {
    private func allows(_ rules: String, _ path: String) throws -> Bool {
        let address = try #require(WebAddress("https://example.com" + path))
        return RobotsRules(Data(rules.utf8)).allows(address)
    }

    @Test(
        "the longest matching rule decides (RFC 9309, 2.2.2)",
        arguments: [
            ("Disallow: /", "/", false), ("Disallow: /", "/a", false), ("Disallow:", "/a", true),
            ("Disallow: /a", "/abc", false), ("Disallow: /a/", "/a", true),
            ("Disallow: /a\nAllow: /a/b", "/a/bc", true),
            ("Allow: /a\nDisallow: /a/b", "/a/b", false), ("Allow: /a\nDisallow: /a", "/a", true),
            ("Disallow: /*.pdf$", "/x/y.pdf", false), ("Disallow: /*.pdf$", "/x/y.pdf?page=2", true),
            ("Disallow: /*?", "/x?y", false), ("Disallow: /*?", "/x", true),
            ("Disallow: *private", "/a/private/x", false),
            ("Disallow: /a*b*c", "/axxbxxc", false), ("Disallow: /a*b*c$", "/axbxcx", true),
            ("Disallow: /帮助/", "/%E5%B8%AE%E5%8A%A9/a", false), ("Disallow: /%e5%b8%ae%e5%8a%a9/", "/帮助/a", false),
            ("Disallow: /%61", "/a", false), ("Disallow: /A", "/a", true), ("Disallow: /", "/robots.txt", true),
            ("disallow : /x # why", "/x", false), ("DISALLOW:/x", "/x", false), ("Disallow: x", "/x", true),
            ("Nonsense\nDisallow: /x", "/x", false),
        ]
    )
    func longestMatch(rules: String, path: String, isAllowed: Bool) throws {
        #expect(try allows("User-agent: *\n" + rules, path) == isAllowed)
    }

    @Test(
        "the groups that name us count, otherwise those for all",
        arguments: [
            ("User-agent: other\nDisallow: /", true), ("User-agent: *\nDisallow: /", false),
            ("User-agent: *\nDisallow: /\nUser-agent: kefu\nAllow: /", true),
            ("User-agent: KEFU\nDisallow: /\n\nUser-agent: *\nAllow: /", false),
            ("User-agent: other\nUser-agent: kefu/2.0\nDisallow: /", false),
            ("User-agent: kefu\nAllow: /x\nUser-agent: b\nDisallow: /y\nUser-agent: kefu\nDisallow: /", false),
            ("User-agent: kefu\nDisallow:\nUser-agent: *\nDisallow: /", true), ("Disallow: /", true), ("", true),
            ("\u{FEFF}User-agent: *\r\nDisallow: /\r\n", false), ("User-agent: kefubot\nDisallow: /", true),
            ("User-agent: *\nSitemap: https://example.com/s.xml\nDisallow: /", false),
        ]
    )
    func groups(rules: String, isAllowed: Bool) throws {
        #expect(try allows(rules, "/a") == isAllowed)
    }

    @Test("the delay between requests is taken from our group")
    func crawlDelay() {
        #expect(RobotsRules(Data("User-agent: *\nCrawl-delay: 2.5".utf8)).crawlDelay == 2.5)
        #expect(RobotsRules(Data("User-agent: a\nCrawl-delay: 9\nUser-agent: *\nAllow: /".utf8)).crawlDelay == 0)
        for value in ["-1", "x", "inf", "nan", ""] {
            #expect(RobotsRules(Data("User-agent: *\nCrawl-delay: \(value)".utf8)).crawlDelay == 0)
        }
    }

    @Test("a file that is not a robots.txt forbids nothing and takes no time")
    func noise() throws {
        let stars = "User-agent: *\nDisallow: /" + String(repeating: "a*", count: 100) + "b"
        #expect(try allows(stars, "/" + String(repeating: "a", count: 300)))
        #expect(try allows("<html><body>User-agent</body></html>", "/a"))
        #expect(RobotsRules(Data((0..<1_000).map { UInt8(truncatingIfNeeded: $0) })).crawlDelay == 0)
    }
}
