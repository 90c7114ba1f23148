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

    @Test("two processes that go on with one session at once lose no turn")
    func together() async throws {
        try await withWorkspace { root in
            #expect(try await Program.run("refresh", in: root).code == 0)
            let questions = ["退货要在几天内申请？", "退货运费多少？", "How long do refunds take?", "Do you gift-wrap?"]
            let codes = try await withThrowingTaskGroup(of: Int32.self) { group in
                for question in questions {
                    group.addTask {
                        try await Program.run(["ask", "--session", "一起"] + quoting + [question], in: root).code
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes == [0, 0, 0, 0])
            let turns = try #require(
                try await Program.run("sessions", "show", "--json", "一起", in: root).json() as? [[String: Any]]
            )
            #expect(turns.compactMap { $0["number"] as? Int } == [1, 2, 3, 4])
            let asked = turns.compactMap { ($0["record"] as? [String: Any])?["question"] as? String }
            #expect(Set(asked) == Set(questions))
        }
    }

    @Test(
        "three turns keep their topic",
        arguments: [
            ("zh", ["退货要在几天内申请？", "那运费呢？", "黑金会员呢？"], ["15 天", "12 元", "黑金"]),
            (
                "en",
                [
                    "How many days do I have to return a kettle?", "And what does shipping cost?",
                    "What about gold members?",
                ], ["15 days", "12 yuan", "Gold"]
            ),
        ]
    )
    func topic(language: String, questions: [String], facts: [String]) async throws {
        try await withWorkspace(Self.twoTopics) { root in
            #expect(try await Program.run("refresh", in: root).code == 0)
            for (question, fact) in zip(questions, facts) {
                let ask = try await Program.run(
                    ["ask", "--json", "--session", "t", "--set", "policy.minimum-confidence=0"] + quoting + [question],
                    in: root
                )
                let answer = try #require(try ask.json() as? [String: Any], "\(ask.errors)")
                let source = try #require((answer["sources"] as? [[String: Any]])?.first, "\(question)")
                #expect(source["path"] as? String == "\(language)/returns.md", "\(question)")
                #expect((answer["text"] as? String)?.contains(fact) == true, "\(question)")
            }
        }
    }

    /// Returns, and installation, which have the same words.
    private static let twoTopics = [
        "zh/returns.md": """
        # 退货

        ## 退货期限
        签收后 15 天内可以申请退货，黑金会员 30 天。

        ## 退货运费
        退货的运费由客户承担，上门取件 12 元。黑金会员退货免运费。
        """,
        "zh/installation.md": """
        # 上门安装

        ## 预约安装
        安装要在收货后 60 天内预约，黑金会员可以指定时间。

        ## 安装费用
        挂墙安装 80 元，远郊另收运费 50 元。黑金会员安装九折。
        """,
        "en/returns.md": """
        # Returns

        ## Return window
        A return must be requested within 15 days of delivery, by Gold members within 30 days.

        ## Return shipping
        Customers pay return shipping, 12 yuan for a pick-up. Gold members return items free of charge.
        """,
        "en/installation.md": """
        # Installation

        ## Booking an installation
        An installation must be booked within 60 days of delivery; Gold members choose the hour.

        ## Installation fees
        Mounting on a wall costs 80 yuan, and shipping to remote places 50 yuan. Gold members get 10% off.
        """,
    ]

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
