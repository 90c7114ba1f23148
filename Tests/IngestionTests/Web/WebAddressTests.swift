import Testing

@testable import Ingestion

@Suite struct WebAddressTests {
    @Test(
        "equal addresses have one form",
        arguments: [
            ("HTTP://Example.COM", "http://example.com/"), ("http://example.com:80/a", "http://example.com/a"),
            ("https://example.com:443/a", "https://example.com/a"),
            ("https://example.com:8443", "https://example.com:8443/"),
            ("http://example.com/a#part", "http://example.com/a"),
            ("http://example.com?x=1#y", "http://example.com/?x=1"),
            ("http://example.com/%7euser/%41", "http://example.com/~user/A"),
            ("http://example.com/%e9%80%80", "http://example.com/%E9%80%80"),
            ("http://example.com/退货?问=是 的", "http://example.com/%E9%80%80%E8%B4%A7?%E9%97%AE=%E6%98%AF%20%E7%9A%84"),
            ("http://example.com/a/./b/../c", "http://example.com/a/c"),
            ("http://example.com/../../a/..", "http://example.com/"),
            ("http://example.com/a//b/", "http://example.com/a//b/"),
            ("http://example.com/a%2Fb", "http://example.com/a%2Fb"),
            ("http://example.com/100%", "http://example.com/100%25"),
            ("http://example.com/%+5", "http://example.com/%25+5"),
            ("  http://example.com./a\n", "http://example.com/a"), ("http://xn--fiq228c.cn/", "http://xn--fiq228c.cn/"),
            ("http://[::1]:8080/a", "http://[::1]:8080/a"), ("http://example.com/a?", "http://example.com/a"),
            ("http://example.com/a?b=http://c/d", "http://example.com/a?b=http://c/d"),
        ]
    )
    func normalForm(text: String, expected: String) {
        #expect(WebAddress(text)?.description == expected)
        #expect(WebAddress(expected)?.description == expected)
    }

    @Test(
        "an invalid address is rejected",
        arguments: [
            "", "example.com", "ftp://example.com/", "file:///etc/passwd", "javascript:alert(1)", "http://",
            "http:///a",
            "http://user:key@example.com/", "http://中文.cn/", "http://example.com:99999/", "http://example.com:x/",
            "http://exa mple.com/", "http://a\\b.com/", "gopher://x", "http://example.com\u{0}/",
        ]
    )
    func none(text: String) {
        #expect(WebAddress(text) == nil)
    }

    @Test(
        "a reference is resolved against its page",
        arguments: [
            ("/x", "http://h/x"), ("x", "http://h/a/x"), ("../x?y", "http://h/x?y"), ("?q", "http://h/a/b?q"),
            ("//other/x", "http://other/x"), ("https://h/x", "https://h/x"), ("", "http://h/a/b?c"),
            ("#f", "http://h/a/b?c"),
            ("帮助", "http://h/a/%E5%B8%AE%E5%8A%A9"),
        ]
    )
    func references(reference: String, expected: String) {
        #expect(WebAddress("http://h/a/b?c")?.resolving(reference)?.description == expected)
    }

    @Test(
        "a reference to something other than a web page is rejected",
        arguments: ["mailto:a@b.c", "javascript:x", "ftp://h/"]
    )
    func foreignReferences(reference: String) {
        #expect(WebAddress("http://h/a")?.resolving(reference) == nil)
    }

    @Test(
        "the name of a copy is readable and safe",
        arguments: [
            ("http://h/帮助/退货政策.html", "帮助-退货政策-html-"), ("http://example.com/", "example-com-"),
            ("http://h/../../etc/passwd", "etc-passwd-"), ("http://h/a?b=c&d", "a-b-c-d-"),
            ("http://h/%00%2F..%2F", ""),
            ("http://h/.hidden", "hidden-"),
        ]
    )
    func fileNames(text: String, start: String) throws {
        let name = try #require(WebAddress(text)).fileName(extension: "html")
        #expect(name.hasPrefix(start) && name.hasSuffix(".html"))
        #expect(name.count == start.count + 15)
        #expect(!name.hasPrefix(".") && !name.contains("/") && !name.utf8.contains(0))
    }

    @Test("long names are shortened, and different addresses have different names, also where case does not matter")
    func distinctNames() throws {
        let long = "http://h/" + String(repeating: "长", count: 500)
        let texts = ["http://h/a", "http://h/A", "http://h/a/", "http://h/a?x", "https://h/a", long, long + "x"]
        let names = try texts.map { try #require(WebAddress($0)).fileName(extension: "html").lowercased() }
        #expect(Set(names).count == texts.count)
        #expect(names.allSatisfy { $0.utf8.count < 120 })
    }
}
