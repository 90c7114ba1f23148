import Foundation
import Testing

/// What is kept of questions, as it is seen from outside, with the real model and real files.
@Suite struct ConversationTests {
    private let quoting = ["--set", "completion.provider=none"]

    @Test("a question is kept with its sources, continued by name, judged, shown and deleted")
    func life() async throws {
        try await withWorkspace { root in
            #expect(try await Program.run("refresh", in: root).code == 0)
            for question in ["退货要在几天内申请？", "那运费呢？"] {
                let ask = try await Program.run(["ask", "--session", "王女士"] + quoting + [question], in: root)
                #expect(ask.code == 0, "\(ask.errors)")
            }
            _ = try await Program.run(["ask"] + quoting + ["How long do refunds take?"], in: root)

            let sessions = try #require(
                try await Program.run("sessions", "list", "--json", in: root).json() as? [[String: Any]]
            )
            #expect(sessions.map { $0["turnCount"] as? Int } == [1, 2])
            #expect(sessions.last?["name"] as? String == "王女士")

            let feedback = try await Program.run("feedback", "bad", "--session", "王女士", "--turn", "1", "答非所问", in: root)
            #expect(feedback.code == 0, "\(feedback.errors)")
            #expect(feedback.output.contains("退货要在几天内申请"))

            let turns = try #require(
                try await Program.run("sessions", "show", "--json", "王女士", in: root).json() as? [[String: Any]]
            )
            #expect(turns.compactMap { $0["number"] as? Int } == [1, 2])
            let record = try #require(turns.first?["record"] as? [String: Any])
            let source = try #require((record["sources"] as? [[String: Any]])?.first?["passage"] as? [String: Any])
            #expect((source["text"] as? String)?.contains("15 天") == true)
            #expect((turns.first?["feedback"] as? [[String: Any]])?.first?["words"] as? String == "答非所问")

            #expect(try await Program.run("sessions", "delete", "王女士", in: root).code == 0)
            #expect(try await Program.run("sessions", "show", "王女士", in: root).code == 1)
            let left = try await Program.run("sessions", "list", "--json", in: root).json() as? [Any]
            #expect(left?.count == 1)
        }
    }

    @Test("telephone numbers and the like are not kept, the company's own are; nothing at all is where that is set")
    func privacy() async throws {
        let contact = "company:\n  zh:\n    name: 沃岚\n    contact: 电话 0571-55550126\n"
        try await withWorkspace(configuration: contact) { root in
            _ = try await Program.run("refresh", in: root)
            let question = "我的手机 13800138000，邮箱 a@b.cn，火星上能收货吗？"
            let strict = quoting + ["--set", "policy.minimum-confidence=1"]
            let ask = try await Program.run(["ask"] + strict + [question], in: root)
            #expect(ask.code == 0, "\(ask.errors)")
            let file = root.appending(path: ".kefu/conversations.sqlite")
            let bytes = try ["", "-wal"].reduce(into: Data()) { all, suffix in
                let part = URL(filePath: file.path + suffix)
                if FileManager.default.fileExists(atPath: part.path) { all += try Data(contentsOf: part) }
            }
            #expect(!bytes.contains(Data("13800138000".utf8)))
            #expect(!bytes.contains(Data("a@b.cn".utf8)))
            #expect(bytes.contains(Data("[phone]，邮箱 [email]，火星".utf8)))
            #expect(bytes.contains(Data("0571-55550126".utf8)))

            try FileManager.default.removeItem(at: file)
            _ = try await Program.run(["ask", "--set", "conversations.store=false"] + quoting + [question], in: root)
            #expect(!FileManager.default.fileExists(atPath: file.path))
        }
    }

    @Test("a store that cannot be written is told once and costs nobody an answer")
    func unwritable() async throws {
        try await withWorkspace { root in
            _ = try await Program.run("refresh", in: root)
            let file = root.appending(path: ".kefu/conversations.sqlite")
            try "this is no database, and long enough to be seen as none".write(
                to: file,
                atomically: true,
                encoding: .utf8
            )
            let ask = try await Program.run(["ask"] + quoting + ["退货要在几天内申请？"], in: root)
            #expect(ask.code == 0)
            #expect(ask.output.contains("15 天"))
            #expect(ask.errors.contains("conversation"))
        }
    }

    @Test("what was left open is drafted, answered by a person, and then answered", arguments: ["zh", "en"])
    func loop(language: String) async throws {
        let isChinese = language == "zh"
        let questions =
            isChinese
            ? ["公司年会可以租你们的场地吗？", "能租场地办年会吗", "明天火星的天气怎么样？"]
            : [
                "Can I rent your hall for a wedding?", "is it possible to rent the hall for a wedding",
                "What is the weather on Mars tomorrow?",
            ]
        try await withWorkspace { root in
            _ = try await Program.run("refresh", in: root)
            // All are declined, whatever the policy of the day makes of so small a knowledge base.
            let strict = quoting + ["--set", "policy.minimum-confidence=1"]
            for question in questions { _ = try await Program.run(["ask"] + strict + [question], in: root) }
            let draft = root.appending(path: "open.csv")
            let listed = try await Program.run("unanswered", "--json", "--draft", draft.path, in: root)
            #expect(listed.code == 0, "\(listed.errors)")
            let gaps = try #require(try listed.json() as? [[String: Any]])
            #expect(gaps.map { $0["count"] as? Int } == [2, 1])
            #expect((gaps.first?["nearest"] as? [Any])?.isEmpty == false)
            #expect(
                try await Program.run("unanswered", "--draft", draft.path, in: root).code == 64,
                "a draft is never overwritten"
            )

            // A person answers the first row and leaves the second.
            let bytes = try Data(contentsOf: draft)
            #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]), "the mark by which spreadsheets know UTF-8")
            let table = String(decoding: bytes, as: UTF8.self)
            var rows = table.components(separatedBy: "\r\n")
            #expect(rows.count == 4)
            let answer = isChinese ? "可以，场地每天 800 元，提前一周预订。" : "Yes: 800 yuan a day, booked a week ahead."
            rows[1] = rows[1].replacingOccurrences(of: ",,", with: ",\"\(answer)\",", range: rows[1].range(of: ",,"))
            try rows.joined(separator: "\r\n").write(
                to: root.appending(path: "knowledge-base/open.csv"),
                atomically: true,
                encoding: .utf8
            )
            let refresh = try await Program.run("refresh", in: root)
            #expect(refresh.code == 0, "\(refresh.errors)")
            let search = try await Program.run("search", "--json", questions[2], in: root)
            #expect(!search.output.contains("\"passage\" : \"\""), "a row without an answer is no passage")

            let again = try await Program.run("unanswered", "--recheck", "--json", in: root)
            let now = try #require(try again.json() as? [[String: Any]])
            #expect(now.first?["answeredNow"] as? Int == 2, "\(again.output)")
            #expect(now.last?["answeredNow"] as? Int == 0, "\(again.output)")
        }
    }

    @Test("where nothing was asked there is nothing to list")
    func empty() async throws {
        try await withWorkspace { root in
            let sessions = try await Program.run("sessions", in: root)
            #expect(sessions.code == 0)
            #expect(
                try await Program.run("unanswered", "--json", in: root).output.trimmingCharacters(
                    in: .whitespacesAndNewlines
                ) == "[\n\n]"
            )
            #expect(try await Program.run("feedback", "good", in: root).code == 1)
            #expect(try await Program.run("unanswered", "--since", "yesterday", in: root).code == 64)
            #expect(try await Program.run("unanswered", "--draft", "x.xlsx", in: root).code == 64)
        }
    }
}
