import Testing

@testable import Application

@Suite("Paths in a backup")
struct WorkspacePathTests {
    @Test("paths that stay in their folder are safe", arguments: ["a", "a/b", ".kefu/x", "知识/退货.md", "a b", "..."])
    func safe(path: String) { #expect(WorkspacePath.isSafe(path)) }

    @Test(
        "paths that may leave their folder are not",
        arguments: [
            "", "/", "/etc/passwd", "..", "../a", "a/../b", "a/..", "a//b", "a/", ".", "./a", "a/./b", "a\\b", "a\0b",
            "a\nb", String(repeating: "a", count: 256), String(repeating: "a/", count: 2_000) + "a",
        ]
    )
    func unsafe(path: String) { #expect(!WorkspacePath.isSafe(path)) }

    @Test("hidden files are no items, apart from the data of kefu")
    func items() {
        for path in ["kefu.yaml", "prompts", ".kefu", "a/docs"] { #expect(WorkspacePath.isItem(path)) }
        for path in [".git", ".ssh/keys", "a/.b", ".kefu/words", ".", ""] { #expect(!WorkspacePath.isItem(path)) }
    }
}
