import Application
import Foundation
import LoopbackServer
import SQLiteStore
import Testing

@testable import Server

@Suite("Sessions") struct SessionTests {
    @Test("a session continues where it was, and its history can be read")
    func continues() async throws {
        try await withService { service in
            let first = try await service.ask("退款要多久？").json["kefu"]
            let id = try #require(first["session_id"].text)
            let second = try await service.ask("When do you open", session: id).json["kefu"]
            #expect(second["session_id"].text == id)
            #expect(second["turn"].integer == 2)
            let history = try await service.send("GET", "/v1/sessions/\(id)").json
            #expect(history["turns"].items.map { $0["question"].text } == ["退款要多久？", "When do you open"])
            #expect(history["turns"][0]["sources"].items.count == 1)
        }
    }

    @Test("nobody but its owner can read, continue, erase or judge a session")
    func belongsToItsOwner() async throws {
        try await withService { service in
            let (mine, theirs) = (try await service.key("mine"), try await service.key("theirs"))
            let id = try #require(try await service.ask("退款要多久？", key: mine).json["kefu"]["session_id"].text)
            let attempts = [
                try await service.send("GET", "/v1/sessions/\(id)", key: theirs),
                try await service.send("DELETE", "/v1/sessions/\(id)", key: theirs),
                try await service.ask("退款要多久？", session: id, key: theirs),
                try await service.send(
                    "POST",
                    "/v1/sessions/\(id)/turns/1/feedback",
                    key: theirs,
                    body: #"{"verdict": "bad"}"#
                ),
                try await service.send("POST", "/v1/sessions/\(id)/contact", key: theirs, body: #"{"contact": "x"}"#),
                try await service.send("GET", "/v1/sessions/000000000000", key: theirs),
            ]
            for attempt in attempts {
                #expect(attempt.status == 404)
                #expect(try attempt.errorCode == "unknown_session")
            }
            #expect(try await service.send("GET", "/v1/sessions/\(id)", key: mine).status == 200)
        }
    }

    @Test("a session is found by its id alone, never by a name that a person gave it")
    func ignoresNames() async throws {
        try await withService { service in
            let id = try #require(try await service.ask("退款要多久？").json["kefu"]["session_id"].text)
            try await service.assembly.storedConversations()?.rename(id, to: "wang")
            #expect(try await service.send("GET", "/v1/sessions/wang").status == 404)
        }
    }

    @Test("an erased session is gone, with its contact")
    func erases() async throws {
        try await withService { service in
            let id = try #require(try await service.ask("转人工").json["kefu"]["session_id"].text)
            _ = try await service.send("POST", "/v1/sessions/\(id)/contact", body: #"{"contact": "a@b.example"}"#)
            #expect(try await service.send("DELETE", "/v1/sessions/\(id)").status == 200)
            #expect(try await service.send("GET", "/v1/sessions/\(id)").status == 404)
            let store = try SQLiteConversationStore(at: service.workspace.conversations, access: .readOnly)
            #expect(try await store.contact(of: id) == nil)
        }
    }

    @Test("feedback is stored, and a turn that is not there is refused")
    func takesFeedback() async throws {
        try await withService { service in
            let id = try #require(try await service.ask("退款要多久？").json["kefu"]["session_id"].text)
            let path = "/v1/sessions/\(id)/turns/"
            let body = #"{"verdict": "bad", "words": "太慢"}"#
            #expect(try await service.send("POST", path + "1/feedback", body: body).status == 200)
            #expect(try await service.send("GET", "/v1/sessions/\(id)").json["turns"][0]["verdict"].text == "bad")
            for turn in ["2", "0", "-1", "x", "99999999999999999999"] {
                #expect(try await service.send("POST", path + "\(turn)/feedback", body: body).status == 404)
            }
            let wrong = try await service.send("POST", path + "1/feedback", body: #"{"verdict": "maybe"}"#)
            #expect(wrong.status == 400)
        }
    }

    @Test("a contact is stored unmasked, and the reply promises nothing that does not happen")
    func takesContacts() async throws {
        try await withService { service in
            let id = try #require(try await service.ask("转人工").json["kefu"]["session_id"].text)
            let body = #"{"name": "王女士", "contact": "13912345678", "words": "请下午联系"}"#
            let reply = try await service.send(
                "POST",
                "/v1/sessions/\(id)/contact",
                headers: ["Accept-Language": "zh"],
                body: body
            ).json
            #expect(reply["forwarded"].flag == false)
            #expect(reply["message"].text?.contains("会有人") == false)
            let store = try SQLiteConversationStore(at: service.workspace.conversations, access: .readOnly)
            #expect(try await store.contact(of: id)?.address == "13912345678")
        }
    }

    @Test(
        "a contact that is empty, too long or has line breaks is refused",
        arguments: [#""""#, #"" ""#, #""a\r\nBcc: x""#, "\"" + String(repeating: "x", count: 201) + "\""]
    )
    func refusesContacts(contact: String) async throws {
        try await withService { service in
            let id = try #require(try await service.ask("转人工").json["kefu"]["session_id"].text)
            let reply = try await service.send("POST", "/v1/sessions/\(id)/contact", body: "{\"contact\": \(contact)}")
            #expect(reply.status == 400)
        }
    }

    @Test("a second question of a session waits for nobody: it is refused while the first is answered")
    func answersOneAtATime() async throws {
        let (begun, release) = (Signal<Void>(), Signal<Void>())
        let script = CompletionScript(beforeReply: { _ in
            begun.send(())
            release.wait()
        })
        try await withService(completion: script) { service in
            let id = try #require(try await service.ask("When do you open").json["kefu"]["session_id"].text)
            async let first = service.ask("退款要多久？", session: id)
            await begun.value
            let second = try await service.ask("退款要多久？", session: id)
            #expect(second.status == 409)
            #expect(try second.errorCode == "session_busy")
            #expect(second.headers["retry-after"] == "1")
            release.send(())
            #expect(try await first.status == 200)
        }
    }
}
