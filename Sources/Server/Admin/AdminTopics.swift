import Foundation
import Hummingbird
import RAGCore

/// The subjects of the stored questions, and how they change.
struct AdminTopics: Sendable {
    private struct Body: Decodable { let since: String? }

    let runner: TopicRunner

    func addRoutes(to routes: inout RouteTable) {
        routes.on(.get, "/admin/topics", for: .admins) { _, _, _ in .json(await runner.status) }
        routes.on(.post, "/admin/topics", for: .admins) { request, _, _ in
            var request = request
            let body = try await JSON.read(Body.self, from: &request)
            let since = try QueryParameters(["since": body.since ?? ""]).day("since")
            guard let status = await runner.start(since: since) else {
                throw APIError(
                    .conflict,
                    .invalidRequest,
                    "topics_running",
                    "The questions are being grouped",
                    "正在归纳话题",
                    retryAfter: 2
                )
            }
            return .json(status, status: .accepted)
        }
    }
}
