import Testing

@testable import Ingestion

@Suite struct GlobPatternTests {
    /// Returns whether `pattern` matches a file at `path`, itself or through a folder above it.
    private func covers(_ pattern: String, _ path: String) throws -> Bool {
        let glob = try GlobPattern(pattern)
        let names = path.precomposedStringWithCanonicalMapping.split(separator: "/").map { Array($0.unicodeScalars) }
        return (1...names.count).contains { glob.matches(Array(names[..<$0]), isFolder: $0 < names.count) }
    }

    @Test(
        "a pattern matches these paths",
        arguments: [
            ("*.md", "a.md"), ("*.md", "x/y/a.md"), ("**/*.md", "a.md"), ("**/*.md", "x/y/a.md"), ("/a.md", "a.md"),
            ("docs/*.md", "docs/a.md"), ("drafts/**", "drafts/x/y.md"), ("drafts", "a/drafts/x.md"),
            ("drafts/", "drafts/x.md"), ("/drafts/", "drafts/x.md"), ("a/**/b.md", "a/b.md"),
            ("a/**/b.md", "a/x/y/b.md"), ("**/zh/**", "a/zh/b.md"), ("**", "a/b"), ("*", "x/y"),
            ("*.{md,html}", "x/a.html"),
            ("{docs/**,*.csv}", "docs/x"), ("{docs/**,*.csv}", "other/x.csv"), ("{a,b{c,d}}.md", "bd.md"),
            ("{,x}a.md", "a.md"),
            ("?.md", "退.md"), ("第[0-9]章.md", "第3章.md"), ("[!a]b", "退b"), ("[^a]b", "cb"), ("[]]", "]"), ("[a-]", "-"),
            ("[一-龥]*.md", "退货.md"), ("退货*/**", "退货政策/2024/说明.md"), ("*说明*", "a/使用说明书.md"), ("\\*.md", "*.md"),
            ("\\{a,b\\}", "{a,b}"), ("\\[a\\]", "[a]"), ("cafe\u{301}/**", "caf\u{E9}/x.md"), ("a*b*c", "axxbxbxc"),
            ("a**b", "axb"), ("文档/**/*.{md,txt}", "文档/中文/a.txt"), ("**/**/a", "a"), ("x/**/**/a", "x/y/a"),
        ]
    )
    func names(pattern: String, path: String) throws {
        #expect(try covers(pattern, path))
    }

    @Test(
        "a pattern does not match other paths",
        arguments: [
            ("*.md", "a.mdx"), ("*.md", "a.MD"), ("/a.md", "x/a.md"), ("docs/*.md", "docs/x/a.md"),
            ("docs/*.md", "x/docs/a.md"), ("drafts/", "drafts"), ("drafts/**", "drafts"), ("drafts/**", "x/drafts/a"),
            ("a/**/b.md", "a/xb.md"), ("?.md", "退货.md"), ("[!a]b", "ab"), ("[0-9]", "x"), ("*.{md,html}", "a.htm"),
            ("{docs/**,*.csv}", "docs"), ("[z-a]", "b"), ("a?c", "a/c"), ("*a", "ab"), ("a*b*c", "axxbxbx"),
            ("退货", "退货政策.md"),
        ]
    )
    func namesNot(pattern: String, path: String) throws {
        #expect(try !covers(pattern, path))
    }

    @Test(
        "an invalid pattern gives one sentence",
        arguments: [
            ("", "is empty"), ("/", "is empty"), ("!a", "begins with !, which is not supported"),
            ("a{b", "has a { that is never closed"), ("退[货", "has a [ that is never closed"),
            ("[", "has a [ that is never closed"), (String(repeating: "{a,b}", count: 12), "has too many alternatives"),
        ]
    )
    func errors(pattern: String, reason: String) {
        let error = #expect(throws: GlobError.self) { try GlobPattern(pattern) }
        #expect(error?.description == "The pattern \"\(pattern)\" \(reason)")
    }

    @Test("a pattern with many stars takes at most its length times the length of the name")
    func manyStars() throws {
        let pattern = String(repeating: "a*", count: 60) + "b"
        let (seconds, isCovered) = try processorSeconds { try covers(pattern, String(repeating: "a", count: 500)) }
        #expect(!isCovered)
        #expect(seconds < 5)
    }
}
