import Application
import Foundation
import RAGCore
import Testing

@testable import kefu

@Suite struct ChatPartsTests {
    @Test(
        "a line that begins with / is split into command and argument",
        arguments: [
            ("/sources 2", .sources, "2"), ("/SAVE  my talk.md ", .save, "my talk.md"), ("/q", .quit, ""),
            ("/", .help, ""),
            ("/nonsense x", nil, "x"),
        ] as [(String, SlashCommand?, String)]
    )
    func parsing(line: String, command: SlashCommand?, argument: String) {
        let parsed = SlashCommand.parse(line)
        #expect(parsed.command == command)
        #expect(parsed.argument == argument)
    }

    @Test("the help lists every command with its summary")
    func help() {
        for command in SlashCommand.allCases {
            #expect(SlashCommand.overview.contains("\(command.usage) "), "\(command)")
            #expect(!command.summary.isEmpty)
        }
    }

    @Test("Tab completes the unambiguous part and proposes candidates for the rest")
    func completion() {
        let completion = ChatCompletion(
            sources: [.init(text: "1", note: "退货"), .init(text: "2")],
            models: [.init(text: "qwen-max"), .init(text: "qwen-plus")]
        )
        #expect(completion.candidates(for: "/he").unambiguousText == "/help ")
        #expect(completion.candidates(for: "/s").candidates.map(\.text).contains("/sources"))
        #expect(completion.candidates(for: "/model q").unambiguousText == "qwen-")
        #expect(completion.candidates(for: "/model qwen-").unambiguousText == nil)
        #expect(completion.candidates(for: "/open ").candidates.map(\.text) == ["1", "2"])
        #expect(completion.candidates(for: "问 /he").candidates.isEmpty)
    }

    @Test("the history keeps lines with their line ends, drops repetitions, and survives a broken line")
    func history() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "kefu-\(UUID().uuidString)/history")
        defer { try? FileManager.default.removeItem(at: file.deletingLastPathComponent()) }
        var history = LineHistory(file: file)
        for line in ["退货\n运费", "a", "a", ""] { history.add(line) }
        let handle = try FileHandle(forWritingTo: file)
        try handle.seekToEnd()
        try handle.write(contentsOf: Data("{broken\n".utf8))
        try handle.close()
        #expect(LineHistory(file: file).entries == ["退货\n运费", "a"])
        for number in 0..<2_000 { history.add("line \(number)") }
        #expect(LineHistory(file: file).entries.last == "line 1999")
        #expect(LineHistory(file: file).entries.count <= 1_000)
        history.add("我的手机 13800138000")
        #expect(history.entries.last == "我的手机 13800138000")
        #expect(LineHistory(file: file).entries.last == "我的手机 [phone]")
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("moving through the history keeps the line being typed")
    func walk() {
        var history = LineHistory(file: nil)
        history.add("one")
        history.add("two")
        var walk = LineHistory.Walk(history)
        #expect(walk.older(than: "begun") == "two")
        #expect(walk.older(than: "two!") == "one")
        #expect(walk.older(than: "one") == nil)
        #expect(walk.newer(than: "one") == "two!")
        #expect(walk.newer(than: "two!") == "begun")
        #expect(walk.newer(than: "begun") == nil)
    }

    @Test("a document opens at its line, a web page only by http, and nothing outside of its folder")
    func opening() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kefu-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder.appending(path: "zh"), withIntermediateDirectories: true)
        try Data("退货".utf8).write(to: folder.appending(path: "zh/returns.md"))
        try Data([0x50, 0x4B, 0, 3]).write(to: folder.appending(path: "a.docx"))
        let opener = DocumentOpener(
            folders: [Document.mainSource: folder, "site": folder.appending(path: "zh")],
            environment: ["PAGER": "less -S", "DISPLAY": ":0"]
        )
        func action(_ path: String, url: String? = nil) throws -> DocumentOpener.Action {
            try opener.action(for: Place(path: path, url: url, line: 12, page: nil))
        }
        let file = folder.appending(path: "zh/returns.md").standardizedFileURL.path
        #expect(try action("zh/returns.md") == .page(["less", "-S", "+12", file]))
        #expect(try action("site/returns.md") == .page(["less", "-S", "+12", file]))
        for path in ["../../etc/passwd", "gone.md"] {
            #expect(throws: RAGError.self) { try action(path) }
        }
        guard case .desktop(let words) = try action("a.docx") else { throw RAGError(.failed, "no desktop") }
        #expect(words.last?.hasSuffix("a.docx") == true)
        guard case .desktop(let page) = try action("x", url: "https://a.example/b") else {
            throw RAGError(.failed, "no page")
        }
        #expect(page.last == "https://a.example/b")
        #expect(try action("zh/returns.md", url: "file:///etc/passwd") == .page(["less", "-S", "+12", file]))
    }
}
