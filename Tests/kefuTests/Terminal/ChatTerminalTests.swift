import Foundation
import LoopbackServer
import Testing

/// Tests of the chat as a person sees it in a terminal. They run one at a time, because each polls its screen.
@Suite(.serialized, .enabled(if: Pane.isAvailable, "tmux is not installed; run scripts/setup --for-tests"))
struct ChatTerminalTests {
    @Test("an answer is shown as Markdown while it is written, with its sources and its cost below")
    func streaming() async throws {
        try await chat(["## 退货\n\n签收后 **15 ", "天**内可以申请 [1]。\n\n| 项目 | 运费 |\n|---|--:|\n", "| 上门取件 | 12 元 |\n"]) {
            pane,
            service,
            _ in
            try await pane.enter("退货要在几天内申请？")
            try await pane.wait(for: "reading")
            service.release(2)
            let early = try await pane.wait(for: "签收后 15")
            #expect(!early.contains("reading"), "the spinner goes with the first word")
            #expect(!early.contains("**"))
            service.release(2)
            let screen = try await pane.wait(for: "96 tokens")
            try GoldenScreen.expect(try await pane.settled(), is: "answer")
            #expect(!screen.contains("|---"))
            #expect(try await pane.styledScreen().contains("\u{1B}[1m15 天"))
        }
    }

    @Test("Ctrl-C stops the answer and keeps the session; on a line it discards the line; Ctrl-D leaves")
    func interrupts() async throws {
        try await chat(["签收后 15 天内可以申请无理由退货，运费 ", "12 元", "。"]) { pane, service, server in
            try await pane.enter("退货要在几天内申请？")
            try await pane.wait(for: "reading")
            service.release(1)
            try await pane.wait(for: "签收后")
            try await pane.press("C-c")
            try await pane.wait(for: "(stopped)")
            try await pane.type("half a line")
            try await pane.press("C-c")
            try await pane.wait(for: "half a line^C")
            service.say(["Within 2 business days [1]."])
            service.release(10)
            try await pane.enter("How long do refunds take?")
            try await pane.wait(for: "Within 2 business days [1].")
            try await pane.wait(for: "tokens")
            #expect(server.requests.count == 2)
            try GoldenScreen.expect(try await pane.settled(), is: "interrupted")
            try await pane.press("C-d")
            try await pane.end()
        }
    }

    @Test("Up brings back typed lines, also in the next session, from a file that only its owner can read")
    func history() async throws {
        try await withWorkspace { root in
            _ = try await Program.run("refresh", in: root)
            let quoting = ["KEFU_COMPLETION_PROVIDER": "none"]
            try await Pane.run(["kefu", "chat"], in: root, environment: quoting) { pane in
                try await pane.wait(for: "\n?")
                try await pane.enter("退货运费是多少？")
                try await pane.wait(for: "上门取件 12 元")
                try await pane.enter("How long do refunds take?")
                try await pane.wait(for: "2 business days")
                try await pane.settled()
                try await pane.press("Up", "Up", "Down", "Up")
                try await pane.wait(for: "a line of before") { $0.hasSuffix("? 退货运费是多少？") }
                try await pane.press("C-u", "C-d")
                try await pane.end()
            }
            let file = root.appending(path: ".kefu/history")
            let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            try await Pane.run(["kefu", "chat"], in: root, environment: quoting) { pane in
                try await pane.wait(for: "\n?")
                try await pane.press("Up")
                try await pane.wait(for: "? How long do refunds take?")
            }
            let forgetful = quoting.merging(["KEFU_CHAT_HISTORY": "false"]) { $1 }
            try await Pane.run(["kefu", "chat"], in: root, environment: forgetful) { pane in
                try await pane.wait(for: "\n?")
                try await pane.press("Up")
                try await pane.type("x")
                try await pane.wait(for: "\n? x")
            }
        }
    }

    @Test("Chinese text that is longer than the screen is edited in its middle, at its ends and across rows")
    func wideCharacters() async throws {
        try await chat([], width: 30, height: 10) { pane, _, _ in
            try await pane.type("请问签收之后多少天以内可以申请退货呢谢谢您的回答")
            try await pane.wait(for: "您的回答")
            #expect(try await pane.cursor() == "20,3")
            try await pane.press("C-a", "Right", "Right", "Right", "Right")
            try await pane.type("啊x")
            try await pane.wait(for: "签收啊x之后")
            try GoldenScreen.expect(try await pane.screen(), is: "wide-inserted")
            #expect(try await pane.cursor() == "13,2")
            try await pane.press(
                "C-e",
                "BSpace",
                "BSpace",
                "BSpace",
                "BSpace",
                "BSpace",
                "BSpace",
                "BSpace",
                "BSpace",
                "BSpace"
            )
            try await pane.wait(for: "the end is gone") { $0.hasSuffix("以申请") }
            try await pane.press("BSpace", "BSpace", "BSpace", "BSpace")
            try await pane.wait(for: "one row again") { $0.hasSuffix("多少天以内") }
            #expect(try await pane.cursor() == "27,2")
            try await pane.type("👍é")
            try await pane.wait(for: "é")
            #expect(try await pane.cursor() == "0,3")
            try await pane.resize(width: 20, height: 10)
            try await pane.type("好")
            try await pane.wait(for: "好")
            try GoldenScreen.expect(try await pane.screen(), is: "wide-narrowed")
        }
    }

    @Test("several lines are one question, typed with Alt-Enter, Ctrl-J or a backslash, or pasted")
    func severalLines() async throws {
        try await chat(["好的。"]) { pane, service, server in
            service.release(20)
            try await pane.type("退货：一")
            try await pane.press("M-Enter")
            try await pane.type("二")
            try await pane.press("C-j")
            try await pane.type("三\\")
            try await pane.press("Enter")
            try await pane.paste("退货期限\n退货运费\n")
            try await pane.wait(for: "退货运费")
            try GoldenScreen.expect(try await pane.screen(), is: "several-lines")
            try await pane.press("Up", "Up", "End", "BSpace", "Enter")
            try await pane.wait(for: "tokens")
            let request = try #require(server.requests.first)
            #expect(String(decoding: request.body, as: UTF8.self).contains("退货：一\\n二\\n三\\n退货期\\n退货运费"))
            #expect(server.requests.count == 1)
        }
    }

    @Test("commands are completed and listed and report errors; sources open by number; /why explains the answer")
    func commands() async throws {
        try await chat(["签收后 15 天内 [1]。"], width: 80, height: 150, environment: ["PAGER": "head -n 3"]) {
            pane,
            service,
            _ in
            service.release(20)
            try await pane.type("/so")
            try await pane.press("Tab")
            try await pane.wait(for: "? /sources")
            try await pane.press("C-u")
            try await pane.type("/")
            try await pane.press("Tab")
            try GoldenScreen.expect(try await pane.wait(for: "/quit"), is: "completion")
            try await pane.press("C-u")
            try await pane.enter("退货要在几天内申请？")
            try await pane.wait(for: "tokens")
            try await pane.enter("/open 1")
            try await pane.wait(for: "# 退货政策")
            try await pane.enter("/open 7")
            try await pane.wait(for: "There is no source 7")
            try await pane.enter("/why")
            let why = try await pane.wait(for: "问题：退货要在几天内申请？")
            for part in ["Question", "Search", "Decision", "Model", "Prompt", "topScore", "退货政策 › 退货期限"] {
                #expect(why.contains(part), "\(part)")
            }
            try await pane.enter("/clear")
            try await pane.wait(for: "an empty screen") { $0.hasPrefix("?") }
            try await pane.enter("/help")
            try GoldenScreen.expect(try await pane.wait(for: "Tab "), is: "help")
            try await pane.enter("/model other-model")
            try await pane.enter("/retry")
            try await pane.wait(for: "other-model · 812")
            try await pane.enter("/save talk.md")
            try await pane.wait(for: "talk.md\n")
            try await pane.enter("/quit")
            try await pane.end()
        }
    }

    @Test("a conversation is resumed by name, or the last one; conversations are separate")
    func resuming() async throws {
        try await withWorkspace { root in
            _ = try await Program.run("refresh", in: root)
            let quoting = ["KEFU_COMPLETION_PROVIDER": "none"]
            let named = ["kefu", "chat", "--session", "王女士"]
            try await Pane.run(named, in: root, width: 80, height: 60, environment: quoting) { pane in
                try await pane.wait(for: "Session 王女士, 0 turns.")
                try await pane.enter("退货要在几天内申请？")
                try await pane.wait(for: "15 天内可以申请退货")
                try await pane.settled()
                try await pane.enter("/feedback bad 没有说运费")
                try await pane.wait(for: "Noted: bad.")
                try await pane.enter("/new")
                try await pane.wait(for: "A new conversation.")
                try await pane.enter("/why")
                try await pane.wait(for: "No answer yet.")
                try await pane.enter("How long do refunds take?")
                try await pane.wait(for: "2 business days")
                try await pane.settled()
                try await pane.press("C-d")
                try await pane.end()
            }
            try await Pane.run(["kefu", "chat", "--resume"], in: root, width: 80, height: 60, environment: quoting) {
                pane in
                try await pane.wait(for: "? How long do refunds take?")
                try await pane.settled()
                try await pane.type("/resume 王")
                try await pane.press("Tab", "Enter")
                try await pane.wait(for: "? 退货要在几天内申请？")
                try await pane.settled()
                try await pane.enter("/why")
                try await pane.wait(for: "退货政策 › 退货期限")
                try await pane.settled()
                try await pane.enter("/clear")
                try await pane.enter("/sessions")
                try await pane.wait(for: "first question")
                let sessions = try await pane.settled()
                #expect(sessions.contains("*  王女士"), "the one that goes on is marked")
                #expect(sessions.contains("How long do refunds take?"))
            }
            try await Pane.run(["kefu", "chat", "--session", "李先生"], in: root, environment: quoting) { pane in
                let screen = try await pane.wait(for: "Session 李先生, 0 turns.")
                #expect(!screen.contains("退货"), "nothing of another session appears")
            }
        }
    }

    @Test("escapes in an answer, a document or a question never reach the terminal")
    func escapes() async throws {
        let hostile = "\u{1B}]0;owned\u{7}\u{1B}[2J\u{1B}[31mred\u{9B}31m 签收 [1]"
        try await chat([hostile]) { pane, service, _ in
            service.release(20)
            try await pane.enter("退货要在几天内申请？")
            try await pane.wait(for: "tokens")
            let screen = try await pane.styledScreen()
            #expect(screen.contains("]0;owned[2J[31mred31m 签收"))
            #expect(!screen.contains("\u{1B}[31m"))
            #expect(screen.contains("kefu 客服"), "the screen was not cleared")
            #expect(try await pane.value("pane_title") != "owned")
        }
    }

    @Test("NO_COLOR removes colours, TERM=dumb all cursor movement; the terminal mode is restored")
    func plainTerminals() async throws {
        try await chat(["**签收后** [1]"], environment: ["NO_COLOR": "1"]) { pane, service, _ in
            service.release(20)
            try await pane.enter("退货要在几天内申请？")
            try await pane.wait(for: "tokens")
            #expect(!(try await pane.styledScreen()).contains("\u{1B}["))
        }
        try await withWorkspace { root in
            _ = try await Program.run("refresh", in: root)
            let script = "TERM=dumb kefu chat; kefu chat; stty -a"
            let path = Program.process([], in: root, environment: [:]).executableURL?.path ?? ""
            let environment = ["KEFU_COMPLETION_PROVIDER": "none"]
            let words = ["sh", "-c", script.replacing("kefu", with: path)]
            try await Pane.run(words, in: root, environment: environment) { pane in
                try await pane.wait(for: "\n?")
                try await pane.enter("退货要在几天内申请？")
                try await pane.wait(for: "15 天内可以申请退货")
                #expect(!(try await pane.styledScreen()).contains("\u{1B}[1m"))
                try await pane.press("C-d")
                try await pane.wait(for: "the second one") { $0.components(separatedBy: "kefu 客服").count == 3 }
                try await pane.wait(for: "its prompt") { $0.hasSuffix("\n?") }
                try await pane.press("C-d")
                let end = try await pane.end()
                for mode in ["icanon", "echo", "icrnl"] {
                    #expect(end.split(whereSeparator: \.isWhitespace).contains(Substring(mode)), "\(mode)")
                }
            }
        }
    }

    /// Runs a chat whose answers come from a paced service.
    private func chat(
        _ reply: [String],
        width: Int = 60,
        height: Int = 24,
        environment: [String: String] = [:],
        _ body: (Pane, PacedService, ScriptedServer) async throws -> Void
    ) async throws {
        try await withWorkspace { root in
            let refresh = try await Program.run("refresh", in: root)
            #expect(refresh.code == 0, "\(refresh.errors)")
            let service = PacedService(reply)
            try await withServer(service.script) { server in
                let all = PacedService.environment(server).merging(environment) { $1 }
                try await Pane.run(["kefu", "chat"], in: root, width: width, height: height, environment: all) { pane in
                    try await pane.wait(for: "\n?")
                    try await body(pane, service, server)
                }
            }
        }
    }
}

extension Pane {
    /// Waits until the prompt is below the last answer and returns the screen.
    @discardableResult
    fileprivate func settled() async throws -> String { try await wait(for: "the prompt") { $0.hasSuffix("\n?") } }

    fileprivate func cursor() async throws -> String { try await "\(value("cursor_x")),\(value("cursor_y"))" }
}
