import Foundation
import LoopbackServer
import RAGCore
import TestSupport
import Testing

@testable import OpenAIClient

/// Services that misbehave: their replies never end. They run one at a time with a client of their own, because they
/// would keep that of the other tests busy.
@Suite(.serialized) struct EndlessReplyTests {
    private static let patience = HTTPTimeouts(
        connect: .seconds(10),
        firstByte: .milliseconds(100),
        idle: .milliseconds(100)
    )

    /// Returns the events of a reply that begins with `start` and goes on with `piece` for ever, and its error.
    private func reply(_ start: String, _ piece: String, tokens: Int? = nil) async throws -> ([ChatEvent], RAGError?) {
        var (events, failure): ([ChatEvent], RAGError?) = ([], nil)
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.beginStream()
            try connection.write(start)
            while (try? connection.write(piece)) != nil {}
        } _: { server in
            let model = OpenAIChatModel(
                name: "chat-model",
                service: try service(
                    at: server.address,
                    client: HTTPClient(NetworkSettings()),
                    timeouts: Self.patience,
                    retries: 0
                )
            )
            do {
                for try await event in model.reply(to: ChatRequest(messages: [], maximumTokens: tokens)) {
                    events.append(event)
                }
            } catch let error as RAGError {
                failure = error
            }
        }
        return (events, failure)
    }

    @Test(
        "comments and empty parts are no progress, before the first word and after it",
        arguments: ["", delta(shownText) + "\n\n"],
        [": wait\n\n", delta("") + "\n\n"]
    )
    func nothing(start: String, piece: String) async throws {
        let (events, error) = try await reply(start, piece)
        #expect(error?.code == .timedOut && error?.message.contains("sent nothing for") == true)
        #expect(events == (start.isEmpty ? [] : [.text(shownText)]))
    }

    @Test("text beyond what the tokens of the request can hold ends the reply as cut off")
    func text() async throws {
        let (events, error) = try await reply("", delta(shownText) + "\n\n", tokens: 100)
        #expect(error == nil && events.last == .finished(reason: "length"))
        let length = events.reduce(0) { if case .text(let text) = $1 { $0 + text.utf8.count } else { $0 } }
        #expect((12_800...12_900).contains(length))
    }

    @Test("reasoning is progress, but counts towards the length")
    func reasoning() async throws {
        let piece = #"data: {"choices":[{"index":0,"delta":{"reasoning_content":"hm"}}]}"# + "\n\n"
        let (events, error) = try await reply("", piece, tokens: 10)
        #expect(error == nil && events == [.finished(reason: "length")])
    }

    @Test("a body of a byte now and then ends after all waits together, for every kind of reply")
    func trickle() async throws {
        let short = HTTPTimeouts(connect: .seconds(10), firstByte: .milliseconds(60), idle: .milliseconds(60))
        for path in ["embeddings", "rerank", "models"] {
            let error = try await withServer { connection in
                _ = connection.readRequest()
                try connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n{")
                // The pause is the fault that is tested.
                while (try? connection.write(" ")) != nil { usleep(20_000) }
            } _: { server -> RAGError? in
                let service = try service(
                    at: server.address,
                    client: HTTPClient(NetworkSettings()),
                    timeouts: short,
                    retries: 0
                )
                do {
                    switch path {
                    case "embeddings":
                        let model = EmbeddingModel(name: "m")
                        _ = try await OpenAIEmbedder(model: model, service: service).embed(["a"], as: .query)
                    case "rerank":
                        _ = try await OpenAIReranker(name: "m", service: service).judge(["b"], for: "a")
                    default: _ = try await service.models()
                    }
                    return nil
                } catch let error as RAGError {
                    return error
                }
            }
            #expect(error?.code == .timedOut, "\(path)")
        }
    }

    @Test("a header without end is too large, and no lack of memory")
    func header() async throws {
        let error = try await withServer { connection in
            _ = connection.readRequest()
            try connection.write("HTTP/1.1 200 OK\r\nX-Long: ")
            while (try? connection.write(String(repeating: "a", count: 4_096))) != nil {}
        } _: { server in
            let service = try service(at: server.address, client: HTTPClient(NetworkSettings()), retries: 0)
            return await #expect(throws: RAGError.self) { try await service.models() }
        }
        #expect(error?.message.contains("sent more than 102400 bytes") == true, "\(error?.message ?? "")")
    }

    @Test("all waits together are limited, and a slow reader does not count")
    func whole() throws {
        var limits = ReplyLimits(Self.patience, tokens: nil)
        for _ in 0..<11 {
            try limits.wait(.milliseconds(99))
            limits.take(1)
        }
        let error = #expect(throws: HTTPError.self) { try limits.wait(.milliseconds(99)) }
        #expect(error?.kind == .timedOut(.whole, .milliseconds(1_100)))
    }
}
