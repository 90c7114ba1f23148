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

    fileprivate struct Passage: Encodable {
        let title: String
        let heading: String
        let path: String
        @Nullable var url: String?
        let lines: [Int]
        @Nullable var pages: [Int]?
        let passage: String
        /// The cosine between question and passage.
        let score: Float
        /// The score that the passages are ordered by.
        let rankScore: Float
    }

    private struct Reply: Encodable {
        let object = "list"
        let data: [Passage]
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
                try await desk.index.retriever(where: filter).retrieve(body.query, limit: limit)
            }
            return .json(Reply(data: found.passages.prefix(limit).map { Passage($0.hit, rankScore: $0.score) }))
        }
    }
}

extension SearchEndpoint.Passage {
    fileprivate init(_ hit: SearchHit, rankScore: Float) {
        self.init(
            title: hit.documentTitle,
            heading: hit.heading,
            path: hit.documentPath,
            url: hit.documentMetadata["url"]?.first,
            lines: [hit.chunk.lines.lowerBound, hit.chunk.lines.upperBound],
            pages: hit.chunk.pages.map { [$0.lowerBound, $0.upperBound] },
            passage: hit.chunk.text,
            score: hit.score,
            rankScore: rankScore
        )
    }
}
