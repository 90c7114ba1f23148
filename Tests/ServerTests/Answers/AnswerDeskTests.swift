import Answering
import Application
import RAGCore
import Testing

@testable import Server

@Suite("Answer desk") struct AnswerDeskTests {
    /// Runs `body` with the parts of a service that answers nobody else.
    private func withDesk(_ body: @Sendable (AnswerDesk) async throws -> Void) async throws {
        try await withService { service in
            let live = try LiveSettings(service.assembly, store: try service.assembly.serviceStore())
            let keys = AccessKeys(in: live.store)
            try await body(ServerParts(live, keys, WidgetTokens(secret: "s"), isOnLoopback: true).desk)
        }
    }

    private func accept(_ question: String, by desk: AnswerDesk) async throws -> Exchange {
        try await desk.accept(
            question,
            after: Conversation(),
            session: nil,
            tags: nil,
            by: Caller(identity: .local, scope: .ask, tags: [])
        )
    }

    @Test("an answer is stored also where the client leaves after its last word")
    func storesAnswersOfLeavingClients() async throws {
        try await withDesk { desk in
            let exchange = try await accept("When do you open", by: desk)
            let turn = try await Task {
                try await desk.answer(exchange) { event in
                    if case .text = event { withUnsafeCurrentTask { $0?.cancel() } }
                }
            }.value
            #expect(turn.turn == 1)
            let session = try #require(turn.session)
            #expect(try await desk.live.store.turnNumbers(of: session) == [1])
        }
    }

    @Test("an answered question leaves its place, also where its client reads nothing")
    func leavesThePlace() async throws {
        try await withDesk { desk in
            let exchange = try await accept("When do you open", by: desk)
            #expect(desk.queue.counts.running == 1)
            _ = try await desk.answer(exchange) { _ in }
            #expect(desk.queue.counts.running == 0)
            withExtendedLifetime(exchange) {}
        }
    }

    @Test("what is opened with settings that others replaced meanwhile is not kept")
    func dropsReplacedSettings() async throws {
        try await withService { many in
            try await withService(["refunds.md": "# 退款\n\n退款在 3 个工作日内到账。\n"]) { one in
                for _ in 0..<20 {
                    let index = ServingIndex(many.assembly)
                    let opening = Task { try await index.generation() }
                    await Task.yield()
                    await index.use(one.assembly)
                    _ = try await opening.value
                    #expect(try await index.summary().documents == 1)
                }
            }
        }
    }
}
