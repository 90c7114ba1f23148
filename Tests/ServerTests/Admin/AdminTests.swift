import Application
import Foundation
import Testing

@testable import Server

@Suite("Administration") struct AdminTests {
    @Test("conversations are listed, filtered and turned over page by page")
    func listsConversations() async throws {
        try await withService { service in
            let admin = try await service.key("admin", scope: .admin)
            for question in ["退款要多久？", "When do you open", "转人工"] {
                _ = try await service.ask(question, key: admin)
            }
            func list(_ query: String) async throws -> JSONValue {
                try await service.send("GET", "/admin/sessions?\(query)", key: admin).json
            }
            #expect(try await list("")["data"].items.count == 3)
            #expect(try await list("decision=direct")["data"].items.count == 1)
            #expect(try await list("words=When")["data"].items.count == 1)
            #expect(try await list("words=%25")["data"].items.isEmpty)
            #expect(try await list("verdict=bad")["data"].items.isEmpty)
            #expect(try await list("until=2020-01-01")["data"].items.isEmpty)
            var (seen, next): ([String], String?) = ([], "")
            while let place = next {
                let page = try await list("limit=1&before=\(place)")
                seen += page["data"].items.compactMap { $0["id"].text }
                next = page["next"].text
            }
            #expect(Set(seen).count == 3)
            let id = try #require(seen.first)
            let session = try await service.send("GET", "/admin/sessions/\(id)", key: admin).json
            #expect(session["turns"][0]["decision"].text == "handed-over")
        }
    }

    @Test(
        "parameters that make no sense are refused",
        arguments: [
            "limit=0", "limit=x", "since=yesterday", "since=2026-13-01", "verdict=maybe", "before=x",
        ]
    )
    func refusesParameters(query: String) async throws {
        try await withService { service in
            let admin = try await service.key("admin", scope: .admin)
            #expect(try await service.send("GET", "/admin/sessions?\(query)", key: admin).status == 400)
        }
    }

    @Test("an answer to an open question becomes a row of the knowledge base, and is given from then on")
    func answersOpenQuestions() async throws {
        try await withService(flags: ["policy.minimum-confidence": "1"]) { service in
            let admin = try await service.key("admin", scope: .admin)
            let declined = try await service.ask("你们卖自行车吗？", key: admin).json["kefu"]
            #expect(declined["decision"].text == "declined")
            let open = try await service.send("GET", "/admin/unanswered", key: admin).json["data"][0]
            let id = try #require(open["id"].text)
            #expect(open["question"].text == "你们卖自行车吗？")
            let body = #"{"question": "你们卖自行车吗？", "answer": "=不卖，\"只卖\"咖啡机。", "wordings": ["有自行车吗"]}"#
            let written = try await service.send("POST", "/admin/unanswered/\(id)/answer", key: admin, body: body)
            #expect(try written.json["row"].integer == 1)
            var state = ""
            while state != "done" {
                let status = try await service.send("GET", "/admin/status", key: admin).json
                state = status["refresh"]["state"].text ?? ""
                try #require(state != "failed", "\(status["refresh"]["message"])")
            }
            let answer = try await service.ask("你们卖自行车吗？", key: admin).json
            #expect(answer["kefu"]["decision"].text == "direct")
            #expect(answer["choices"][0]["message"]["content"].text == "=不卖，\"只卖\"咖啡机。 [1]")
            let checked = try await service.send("POST", "/admin/unanswered/recheck", key: admin, body: "{}").json
            #expect(checked["data"][0]["answered_now"].integer == 1)
        }
    }

    @Test("an answer that is written during a refresh is read by the next one, which follows at once")
    func answersDuringARefresh() async throws {
        try await withService { service in
            let live = try LiveSettings(service.assembly, store: try service.assembly.serviceStore())
            let answers = SupportAnswers()
            let refresh = RefreshRunner(live, answers)
            let folder = live.settings.knowledgeBase.folder
            #expect(await refresh.start() != nil)
            let question = "你们卖自行车吗？"
            _ = try await answers.add(question: question, answer: "不卖。", wordings: [], toTurn: "s-1", in: folder)
            #expect(await refresh.startAfterChange() == false)
            while await answers.pendingAnswer(toTurn: "s-1") != nil { await Task.yield() }
            while await refresh.status.state == .running { await Task.yield() }
            #expect(await refresh.status.report?.failures.isEmpty == true)
            #expect(try await service.ask(question).json["choices"][0]["message"]["content"].text == "不卖。 [1]")
        }
    }

    @Test("stored questions are grouped by subject")
    func groupsQuestions() async throws {
        try await withService { service in
            let admin = try await service.key("admin", scope: .admin)
            for question in ["退款要多久？", "When do you open"] { _ = try await service.ask(question, key: admin) }
            #expect(try await service.send("GET", "/admin/topics", key: admin).json["state"].text == "idle")
            let body = #"{"since": "2026-01-01"}"#
            #expect(try await service.send("POST", "/admin/topics", key: admin, body: body).status == 202)
            var status = JSONValue.null
            while !["done", "failed"].contains(status["state"].text) {
                status = try await service.send("GET", "/admin/topics", key: admin).json
            }
            #expect(status["message"].text == nil)
            #expect(status["report"]["questions"].integer == 2)
            #expect(try await service.send("POST", "/admin/topics", key: admin, body: #"{"since": "x"}"#).status == 400)
        }
    }

    @Test("figures count every day, also one without questions")
    func countsDays() async throws {
        try await withService { service in
            let admin = try await service.key("admin", scope: .admin)
            _ = try await service.ask("退款要多久？", key: admin)
            let days = try await service.send("GET", "/admin/figures?days=3", key: admin).json["days"].items
            #expect(days.map { $0["questions"].integer } == [0, 0, 1])
            #expect(days.last?["answered"].integer == 1)
            #expect(days.last?["first_word_seconds"]["median"] != .null)
        }
    }

    @Test("a refresh inside the service is picked up by the next question")
    func refreshes() async throws {
        try await withService { service in
            let admin = try await service.key("admin", scope: .admin)
            let file = service.workspace.root.appending(path: "knowledge-base/new.csv")
            try Data("question,answer\nDo you sell tea,Yes.\n".utf8).write(to: file)
            #expect(try await service.send("POST", "/admin/refresh", key: admin).status == 202)
            var state = "running"
            while state == "running" {
                state = try await service.send("GET", "/admin/status", key: admin).json["refresh"]["state"].text ?? ""
            }
            #expect(state == "done")
            let answer = try await service.ask("Do you sell tea", key: admin).json
            #expect(answer["kefu"]["decision"].text == "direct")
        }
    }
}
