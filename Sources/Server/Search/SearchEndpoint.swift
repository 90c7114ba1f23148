import Application
import Hummingbird
import RAGCore

/// `POST /v1/search`: the passages that a question finds.
struct SearchEndpoint: Sendable {
    private struct Body: Decodable {
        let query: String
        let limit: Int?
        let tags: [String]?
        let language: Language?
    }

    private struct Reply: Encodable {
        let object = "list"
        let data: [FoundPassageReply]
    }

    let desk: AnswerDesk
    private static let mostPassages = 100

    func addRoutes(to routes: inout RouteTable) {
        routes.on(.post, "/v1/search", for: .keyHolders, closesConnection: true) { request, _, caller in
            var request = request
            let body = try await JSON.read(Body.self, from: &request)
            try ChatRequestBody.check(body.query, field: "query")
            let limit = body.limit ?? desk.live.settings.retrieval.topK
            guard (1...Self.mostPassages).contains(limit) else {
                throw APIError.invalid(
                    "limit",
                    "limit takes a number from 1 to \(Self.mostPassages)",
                    "limit 应为 1 到 \(Self.mostPassages)"
                )
            }
            var filter = try caller.filter(body.tags)
            if let language = body.language { filter.languages = [language] }
            let found = try await desk.whenAdmitted(request) { [filter] in
                try await desk.index.reading {
                    try await desk.index.retriever(where: filter).retrieve(body.query, limit: limit)
                }
            }
            return .json(
                Reply(data: found.passages.prefix(limit).map { FoundPassageReply($0.hit, rankScore: $0.score) })
            )
        }
    }
}
