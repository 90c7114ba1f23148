import Foundation
import LoopbackServer
import RAGCore
import TestSupport
import Testing

@testable import OpenAIClient

/// Replies of completion services from public bug reports.
@Suite struct ReplyCasesTests {
    private static let answer = "The parcel waits 6 days at the nearest pickup point. [1]"

    @Test(
        "the answer holds nothing of the reasoning, and the reason of its end arrives",
        arguments: [
            ("01-think-block", answer, "stop"), ("01-thinking-tag", answer, "stop"),
            ("02-content-parts-thinking", answer, "stop"), ("02-content-parts-then-string", answer, "stop"),
            ("03-cut-off-length", "The parcel waits", "length"), ("03-reasoning-ate-budget", "", "length"),
        ]
    )
    func replies(file: String, expected: String, end: String) async throws {
        let reply = try Data(contentsOf: Repository.fixtures.appending(path: "field-cases/\(file).sse"))
        for step in [1, 7, 4_096] {
            try await withServer { connection in
                _ = connection.readRequest()
                try connection.beginStream()
                for start in stride(from: 0, to: reply.count, by: step) {
                    try connection.write([UInt8](reply[start..<min(start + step, reply.count)]))
                }
            } _: { server in
                let events = try await chat(service(at: server.address))
                let text = events.reduce(into: "") { text, event in if case .text(let piece) = event { text += piece } }
                #expect(text.trimmingCharacters(in: .whitespaces) == expected)
                #expect(events.contains(.finished(reason: end)) && !events.contains(.withdrawn))
            }
        }
    }

    @Test("a content that is a list of parts is read in a whole reply as well")
    func parts() async throws {
        let body = """
            {"choices":[{"message":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"Hm"}]},
            {"type":"text","text":"6 "},{"text":"days"}]},"finish_reason":"stop"}]}
            """
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.respond(body: body)
        } _: { server in
            let events = try await chat(service(at: server.address))
            #expect(events == [.text("6 days"), .finished(reason: "stop")])
        }
    }

    @Test("a model that begins with unmarked reasoning is held back from its second reply on")
    func habit() async throws {
        let reply = "Passage one speaks of couriers and passage two of returns; one fits.</think>Six days."
        try await withServer { connection in
            while connection.readRequest() != nil {
                try connection.respond(
                    body: "{\"choices\":[{\"message\":{\"content\":\"\(reply)\"},\"finish_reason\":\"stop\"}]}"
                )
            }
        } _: { server in
            let model = OpenAIChatModel(name: "chat-model", service: try service(at: server.address))
            for _ in 0..<2 {
                var events: [ChatEvent] = []
                for try await event in model.reply(to: ChatRequest(messages: [])) { events.append(event) }
                #expect(events.last(where: { if case .text = $0 { true } else { false } }) == .text("Six days."))
            }
        }
    }
}
