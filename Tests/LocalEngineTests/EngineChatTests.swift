import Foundation
import OpenAIClient
import RAGCore
import Testing

@testable import LocalEngine

/// The chat model against the real server.
@Suite(
    "Chat with the local engine",
    .serialized,
    .timeLimit(.minutes(5)),
    .enabled(if: Workbench.hasEngine, "scripts/setup --for-tests installs the engine")
)
struct EngineChatTests {
    @Test("replies are streamed with usage, a wrong key is refused, a dropped reply frees the server")
    func chat() async throws {
        try await withWorkbench { bench in
            let lease = try await bench.engine().acquire()
            let client = HTTPClient(NetworkSettings())

            var text = ""
            var usage: TokenUsage?
            var reason: String?
            let request = ChatRequest(
                messages: [ChatMessage(.user, "Say hello to 小明.")],
                maximumTokens: 12,
                temperature: 0
            )
            for try await event in try model(lease, client).reply(to: request) {
                switch event {
                case .text(let piece): text += piece
                case .withdrawn: text = ""
                case .usage(let tokens): usage = tokens
                case .finished(let why): reason = why
                }
            }
            #expect(!text.isEmpty)
            #expect((usage?.output ?? 0) > 0 && (usage?.input ?? 0) > 5)
            #expect(reason == "stop" || reason == "length")

            let error = await #expect(throws: RAGError.self) {
                for try await _ in try model(lease, client, key: "wrong").reply(to: request) {}
            }
            #expect(error?.code == .keyRefused)

            // The server has one slot, which a long reply must free when it is dropped after the first text.
            let long = ChatRequest(
                messages: [ChatMessage(.user, "Tell a very long story about the sea.")],
                maximumTokens: 3000,
                temperature: 1
            )
            for try await event in try model(lease, client).reply(to: long) {
                if case .text = event { break }
            }
            let clock = ContinuousClock.now
            for try await _ in try model(lease, client).reply(to: request) {}
            #expect(ContinuousClock.now - clock < .seconds(30))

            let log = try String(
                contentsOf: EngineFolder(for: bench.engine().configuration).log,
                encoding: .utf8
            )
            #expect(!log.contains("小明") && !log.contains("story"), "the log holds no customer's text")
        }
    }

    private func model(_ lease: EngineLease, _ client: HTTPClient, key: String? = nil) throws -> OpenAIChatModel {
        let service = OpenAIService(
            endpoint: try Endpoint(lease.baseURL.absoluteString, apiKey: key ?? lease.apiKey),
            client: client
        )
        return OpenAIChatModel(name: lease.modelName, service: service)
    }
}
