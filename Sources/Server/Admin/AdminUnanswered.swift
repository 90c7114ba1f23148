import Application
import Foundation
import HTTPTypes
import Hummingbird
import RAGCore

/// The open questions, and the answers that the support team writes to them.
struct AdminUnanswered: Sendable {
    private struct RecheckBody: Decodable {
        let since: String?
        let limit: Int?
    }

    private struct AnswerBody: Decodable {
        let question: String
        let answer: String
        let wordings: [String]?
    }

    private struct AnswerReply: Encodable {
        let file = SupportAnswers.fileName
        let row: Int
        let question: String
        /// Whether a refresh has begun. If not, one is running, and another one follows it.
        let refreshing: Bool
    }

    private struct List: Encodable {
        let object = "list"
        let data: [OpenQuestion]
    }

    let desk: AnswerDesk
    let answers: SupportAnswers
    let refresh: RefreshRunner

    private static let mostGroups = 200
    private static let longestAnswer = 20_000

    func addRoutes(to routes: inout RouteTable) {
        routes.on(.get, "/admin/unanswered", for: .admins, closesConnection: true) { request, _, _ in
            let parameters = QueryParameters(request)
            let limit = try parameters.number("limit", default: 50, in: 1...Self.mostGroups)
            return try await list(request, since: parameters.day("since"), limit: limit, recheck: false)
        }
        routes.on(.post, "/admin/unanswered/recheck", for: .admins, closesConnection: true) { request, _, _ in
            var request = request
            let body = try await JSON.read(RecheckBody.self, from: &request)
            let limit = body.limit ?? 50
            guard (1...Self.mostGroups).contains(limit) else {
                throw APIError.invalid("limit", "limit takes 1–\(Self.mostGroups)", "limit 应为 1–\(Self.mostGroups)")
            }
            let since = try QueryParameters(["since": body.since ?? ""]).day("since")
            return try await list(request, since: since, limit: limit, recheck: true)
        }
        routes.on(.post, "/admin/unanswered/:id/answer", for: .admins) { request, context, _ in
            try await answer(request, context)
        }
    }

    private func list(_ request: Request, since: Date?, limit: Int, recheck: Bool) async throws -> Response {
        let job = GapJob(desk.live.assembly)
        let gaps = try await desk.whenAdmitted(request) {
            let groups = try await job.groups(since: since ?? .distantPast).prefix(limit)
            return Array(zip(groups, try await job.gaps(groups, recheck: recheck)))
        }
        var questions: [OpenQuestion] = []
        for (group, gap) in gaps {
            let answer = await answers.pendingAnswer(toTurn: OpenQuestion.id(of: group))
            questions.append(OpenQuestion(group, gap, answer: answer))
        }
        return .json(List(data: questions))
    }

    private func answer(_ request: Request, _ context: KefuContext) async throws -> Response {
        var request = request
        let body = try await JSON.read(AnswerBody.self, from: &request)
        let id = try context.parameters.require("id")
        guard try await wasAsked(id) else {
            throw APIError(.notFound, .notFound, "unknown_question", "There is no such question", "没有这个问题")
        }
        let question = body.question.trimmingCharacters(in: .whitespacesAndNewlines)
        let answer = body.answer.trimmingCharacters(in: .whitespacesAndNewlines)
        let wordings = body.wordings ?? []
        for wording in [question] + wordings { try ChatRequestBody.check(wording, field: "question") }
        guard !answer.isEmpty, answer.unicodeScalars.count <= Self.longestAnswer, wordings.count <= 100 else {
            throw APIError.invalid(
                "answer",
                "Give an answer of at most \(Self.longestAnswer) characters and at most 100 wordings",
                "答案应为 1 到 \(Self.longestAnswer) 个字符，相似问不超过 100 条"
            )
        }
        let row = try await answers.add(
            question: question,
            answer: answer,
            wordings: wordings,
            toTurn: id,
            in: desk.live.settings.knowledgeBase.folder
        )
        let isRefreshing = await refresh.startAfterChange()
        return .json(AnswerReply(row: row, question: question, refreshing: isRefreshing))
    }

    /// Returns whether `id`, the session and the number of a turn, names a question that was asked.
    private func wasAsked(_ id: String) async throws -> Bool {
        let parts = id.split(separator: "-")
        guard parts.count == 2, let turn = Int(parts[1]) else { return false }
        return try await desk.live.store.turnNumbers(of: String(parts[0])).contains(turn)
    }
}
