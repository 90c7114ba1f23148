import Foundation
import LoopbackServer
import Testing

@testable import Server

@Suite("Streams") struct ChatStreamTests {
    @Test("a stream has the pieces as they come, then everything else once, then the end")
    func streams() async throws {
        try await withService { service in
            let reply = try await service.ask("退款要多久？", stream: true)
            #expect(reply.status == 200)
            #expect(reply.headers["content-type"] == "text/event-stream; charset=utf-8")
            #expect(reply.headers["cache-control"] == "no-cache, no-transform")
            #expect(reply.headers["x-accel-buffering"] == "no")
            #expect(reply.headers["connection"] == "close")
            #expect(reply.body.hasPrefix(": ok\n\n"))
            #expect(reply.body.hasSuffix("data: [DONE]\n\n"))
            let events = try reply.events
            let content = events.compactMap { $0["choices"][0]["delta"]["content"].text }.joined()
            #expect(content == "退款在 3 个工作日内到账 [1]。")
            #expect(events.first?["choices"][0]["delta"]["role"].text == "assistant")
            let last = try #require(events.last)
            #expect(last["choices"][0]["finish_reason"].text == "stop")
            #expect(last["kefu"]["decision"].text == "answered")
            #expect(last["choices"][0]["delta"]["annotations"].items.count == 1)
            #expect(events.allSatisfy { $0["choices"].items.count == 1 && $0["usage"] == .null })
            #expect(Set(events.compactMap { $0["id"].text }).count == 1)
        }
    }

    @Test("the tokens come in a chunk of their own where the client wants them")
    func sendsUsage() async throws {
        try await withService { service in
            let body = #"""
                {"messages": [{"role": "user", "content": "退款要多久？"}], "stream": true,
                 "stream_options": {"include_usage": true}}
                """#
            let reply = try await service.send("POST", "/v1/chat/completions", body: body)
            let last = try #require(try reply.events.last)
            #expect(last["choices"].items.isEmpty)
            #expect(last["usage"]["prompt_tokens"].integer == 90)
        }
    }

    @Test("an error in mid-stream is an event, and the stream is not marked as done")
    func reportsErrors() async throws {
        try await withService(completion: CompletionScript(status: 500)) { service in
            let reply = try await service.ask("退款要多久？", stream: true)
            #expect(reply.status == 200)
            #expect(try reply.events.last?["error"]["code"].text == "upstream_failed")
            #expect(!reply.body.contains("[DONE]"))
        }
    }

    /// The model would never answer: that its request ends at all is what is tested. The benchmark measures how soon.
    @Test("when the client leaves, the request to the model ends and the turn is not stored", .timeLimit(.minutes(5)))
    func stops() async throws {
        let (asked, closed) = (Signal<Void>(), Signal<Void>())
        let script = CompletionScript(beforeReply: { connection in
            asked.send(())
            connection.awaitClose()
            closed.send(())
            throw TestFailure("the client left")
        })
        try await withService(completion: script) { service in
            let text = service.request(
                "POST",
                "/v1/chat/completions",
                body: RunningService.question("退款要多久？", stream: true)
            )
            try await Blocking.run { [port = service.port] in
                let connection = try HTTPConnection(port: port)
                connection.write(text)
                asked.wait()
                connection.leave()
            }
            await closed.value
            let sessions = try await service.assembly.storedConversations()?.sessions(limit: 10) ?? []
            #expect(sessions.isEmpty)
        }
    }

    @Test("a hundred streams at once are all whole")
    func servesManyStreams() async throws {
        try await withService { service in
            let whole = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        try await service.ask("When do you open", stream: true).body.hasSuffix("[DONE]\n\n")
                    }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(whole == 100)
        }
    }
}
