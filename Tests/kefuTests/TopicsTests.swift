import Foundation
import Testing

/// `kefu topics` as it is seen from outside, on stored conversations and on files, with the real model.
@Suite struct TopicsTests {
    private let refunds = [
        "退款多久到账？", "退款什么时候能到？", "我的退款还没有到账", "退款几天到账", "申请退款后多久到账？", "退款到账时间要多久",
    ]
    private let invoices = [
        "怎么开发票？", "如何开具电子发票？", "可以补开发票吗？", "发票抬头怎么修改？", "在哪里下载电子发票？", "电子发票什么时候发？",
    ]
    private let passwords = [
        "How do I reset my password?", "I forgot my password", "The password reset mail does not arrive",
        "Change my password", "reset password link is broken", "My password is not accepted any more",
    ]

    private struct Topics {
        let topics: [[String: Any]]
        let texts: [[String: Any]]

        init(_ outcome: Program.Outcome) throws {
            let object = try #require(try outcome.json() as? [String: Any], "\(outcome.errors)")
            topics = try #require(object["topics"] as? [[String: Any]])
            texts = try #require(object["texts"] as? [[String: Any]])
        }

        /// The number of the topic of a text.
        func number(_ text: String) -> Int? { texts.first { $0["text"] as? String == text }?["topic"] as? Int }

        func topic(of text: String) -> [String: Any] {
            topics.first { $0["number"] as? Int == number(text) } ?? [:]
        }
    }

    private func show(_ arguments: [String] = [], in root: URL) async throws -> Topics {
        try Topics(try await Program.run(["topics", "--json"] + arguments, in: root))
    }

    /// Asks each question in a conversation of its own; the first is called `session`.
    private func ask(_ questions: [String], _ session: String, in root: URL) async throws {
        let chat = try await Program.run(
            "chat",
            "--session",
            session,
            "--set",
            "completion.provider=none",
            in: root,
            input: questions.joined(separator: "\n/new\n") + "\n"
        )
        #expect(chat.code == 0, "\(chat.errors)")
    }

    @Test("names, merges and moves outlive new questions, and deleted conversations leave no words")
    func conversations() async throws {
        try await withWorkspace { root in
            #expect(try await Program.run("refresh", in: root).code == 0)
            try await ask(refunds + invoices, "one", in: root)
            try await ask(passwords, "two", in: root)

            let first = try await show(in: root)
            #expect(first.texts.count == 18)
            let refund = try #require(first.number(refunds[0]))
            let invoice = try #require(first.number(invoices[0]))
            #expect(refund != invoice)
            #expect((first.topic(of: refunds[0])["words"] as? [String])?.contains("退款") == true)
            #expect(first.topic(of: refunds[0])["unanswered"] is Int)

            #expect(try await Program.run("topics", "rename", String(refund), "退款进度", in: root).code == 0)
            let password = try #require(first.number(passwords[0]))
            #expect(try await Program.run("topics", "merge", String(invoice), String(password), in: root).code == 0)
            let move = try await Program.run("topics", "move", refunds[2], "--to", String(invoice), in: root)
            #expect(move.code == 0, "\(move.errors)")

            try await ask(["退款为什么这么慢，多久能到账", "发票可以开专票吗"], "three", in: root)
            let second = try await show(in: root)
            let renamed = second.topic(of: refunds[0])
            #expect(renamed["name"] as? String == "退款进度")
            #expect(renamed["number"] as? Int == refund)
            #expect(second.number("退款为什么这么慢，多久能到账") == refund)
            #expect(second.number(passwords[0]) == invoice)
            #expect(second.number(refunds[2]) == invoice)

            let sessions = try await Program.run("sessions", "list", "--json", "--limit", "99", in: root).json()
            let ids = try #require(sessions as? [[String: Any]]).compactMap { $0["id"] as? String }
            #expect(try await Program.run(["sessions", "delete"] + ids, in: root).code == 0)
            for path in ["topics.json", ".kefu/topics.json"] {
                let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
                for words in ["到账", "发票", "password"] { #expect(!text.contains(words), "\(path): \(words)") }
            }
            let none = try await Program.run("topics", in: root)
            #expect(none.code == 0)
            #expect(none.errors.contains("no texts"))
        }
    }

    @Test("a file gives the same topics in any order, and its report is one page without foreign parts")
    func file() async throws {
        try await withWorkspace([:]) { root in
            let questions = refunds + invoices + passwords
            func write(_ questions: [String], _ name: String) throws {
                try questions.joined(separator: "\n").write(
                    to: root.appending(path: name),
                    atomically: true,
                    encoding: .utf8
                )
            }
            try write(questions, "a.txt")
            try write(questions.reversed(), "b.txt")
            let (a, b) = (try await show(["a.txt"], in: root), try await show(["b.txt"], in: root))
            let groups = [a, b].map { topics in
                Set(Dictionary(grouping: questions) { topics.number($0) }.values.map(Set.init))
            }
            #expect(groups[0] == groups[1])

            let report = try await Program.run("topics", "a.txt", "--report", "r.html", in: root)
            #expect(report.code == 0, "\(report.errors)")
            #expect(report.output.contains("18 texts"))
            let page = try String(contentsOf: root.appending(path: "r.html"), encoding: .utf8)
            #expect(page.contains("退款多久到账") && !page.contains("src="))
        }
    }

    @Test(
        "bad input gets one clear sentence",
        arguments: [
            (["topics", "none.csv"], 64, "cannot be read"),
            (["topics", "rename", "1", "x"], 64, "run `kefu topics` first"),
            (["topics", "merge", "1"], 64, "at least two"), (["topics", "--topics", "0"], 64, "--topics"),
            (["topics", "--report", "r.txt"], 64, ".html"), (["topics", "--from", "documents"], 3, "kefu refresh"),
        ] as [([String], Int32, String)]
    )
    func bad(arguments: [String], code: Int32, words: String) async throws {
        try await withWorkspace([:]) { root in
            let outcome = try await Program.run(arguments, in: root)
            #expect(outcome.code == code, "\(outcome.errors)")
            #expect(outcome.errors.contains(words), "\(outcome.errors)")
        }
    }
}
