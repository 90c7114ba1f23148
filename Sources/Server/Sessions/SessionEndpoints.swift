import Application
import Foundation
import Hummingbird
import RAGCore

/// The conversations of a caller: their history, erasing, feedback and contact.
struct SessionEndpoints: Sendable {
    let live: LiveSettings
    let metrics: Metrics
    let webhook: HandoverWebhook

    func addRoutes(to routes: inout RouteTable) {
        routes.on(.get, "/v1/sessions/:id", for: .askers) { _, context, caller in
            let session = try await session(context, caller)
            let turns = try await live.conversations.turns(of: session.id, last: SessionReply.mostTurns)
            return .json(SessionReply(session, turns))
        }
        routes.on(.delete, "/v1/sessions/:id", for: .askers) { _, context, caller in
            let session = try await session(context, caller)
            try await live.conversations.delete(session.id)
            return .json(DeletedSession(id: session.id))
        }
        routes.on(.post, "/v1/sessions/:id/turns/:turn/feedback", for: .askers) { request, context, caller in
            try await addFeedback(request, context, caller)
        }
        routes.on(.post, "/v1/sessions/:id/contact", for: .askers) { request, context, caller in
            try await keepContact(request, context, caller)
        }
    }

    /// Returns the session that the path names. Throws `APIError`, the same whether there is none or it is somebody
    /// else's.
    private func session(_ context: KefuContext, _ caller: Caller) async throws -> Session {
        let id = try context.parameters.require("id")
        guard let session = try await live.store.session(id), session.id == id, session.owner == caller.owner else {
            throw APIError.unknownSession
        }
        return session
    }

    private func addFeedback(_ request: Request, _ context: KefuContext, _ caller: Caller) async throws -> Response {
        var request = request
        let session = try await session(context, caller)
        let body = try await JSON.read(FeedbackBody.self, from: &request)
        try body.check()
        let turns = try await live.store.turnNumbers(of: session.id)
        guard let number = Int(try context.parameters.require("turn")), turns.contains(number) else {
            throw APIError(.notFound, .notFound, "unknown_turn", "There is no such turn", "没有这一轮对话")
        }
        let words = body.words?.trimmingCharacters(in: .whitespacesAndNewlines)
        try await live.conversations.add(
            Feedback(body.verdict, words: words?.isEmpty == true ? nil : words, at: Date()),
            toTurn: number,
            of: session.id
        )
        metrics.add("kefu_feedback_total", ["verdict": body.verdict.rawValue])
        return .json(FeedbackReply(sessionId: session.id, turn: number, verdict: body.verdict))
    }

    private func keepContact(_ request: Request, _ context: KefuContext, _ caller: Caller) async throws -> Response {
        var request = request
        let settings = live.settings
        guard settings.handover.takesContact else {
            throw APIError(
                .notFound,
                .notFound,
                "contacts_not_taken",
                "Contacts are not taken here",
                "本服务不收集联系方式"
            )
        }
        let session = try await session(context, caller)
        let contact = try await JSON.read(ContactBody.self, from: &request).contact(at: Date())
        try await live.store.keep(contact, of: session.id)
        let isForwarded = settings.handover.webhook != nil
        if isForwarded { await webhook.send(.contactLeft, session.id) }
        return .json(ContactReply(session.id, isForwarded: isForwarded, settings, request.language))
    }
}
