import Hummingbird
import RAGCore

/// `POST /v1/chat/completions`.
struct ChatEndpoint: Sendable {
    let desk: AnswerDesk
    let access: AccessControl

    func addRoutes(to routes: inout RouteTable) {
        routes.on(.post, "/v1/chat/completions", for: .askers, closesConnection: true) { request, context, caller in
            try await complete(request, context, caller)
        }
    }

    private func complete(_ request: Request, _ context: KefuContext, _ caller: Caller) async throws -> Response {
        var request = request
        let body = try await JSON.read(ChatRequestBody.self, from: &request)
        let (question, history) = try body.question()
        let exchange = try await desk.accept(
            question,
            after: history,
            session: body.sessionId,
            tags: body.tags,
            by: caller
        )
        try access.countQuestion(of: caller, from: access.client(of: request, context))
        guard body.stream == true else { return try await answer(exchange, request) }
        let includesUsage = body.streamOptions?.includeUsage == true
        let language = request.language
        return EventStream.response(to: request, on: context.channel) { events in
            await ChatStream(desk: desk, exchange: exchange, includesUsage: includesUsage, language: language)
                .run(events)
        }
    }

    /// Answers in one piece. The work is cancelled as soon as the client leaves, so the connection ends with it.
    private func answer(_ exchange: Exchange, _ request: Request) async throws -> Response {
        let turn = try await request.body.consumeWithCancellationOnInboundClose { _ in
            try await desk.answer(exchange) { _ in }
        }
        return .json(ChatReply(turn, desk.live.settings))
    }
}
