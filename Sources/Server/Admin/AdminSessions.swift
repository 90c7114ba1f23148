import Foundation
import HTTPTypes
import Hummingbird
import RAGCore

/// The conversations, for the support team.
struct AdminSessions: Sendable {
    let live: LiveSettings
    private static let mostSessions = 200

    func addRoutes(to routes: inout RouteTable) {
        routes.on(.get, "/admin/sessions", for: .admins) { request, _, _ in
            let query = try query(request)
            let found = try await live.store.overviews(query)
            return .json(AdminSessionList(found, isCut: found.count == query.limit))
        }
        routes.on(.get, "/admin/sessions/:id", for: .admins) { _, context, _ in
            let id = try context.parameters.require("id")
            guard let session = try await live.store.session(id), session.id == id else {
                throw APIError.unknownSession
            }
            return .json(
                AdminSession(
                    session,
                    try await live.store.turns(of: id, last: SessionReply.mostTurns),
                    contact: try await live.store.contact(of: id)
                )
            )
        }
    }

    private func query(_ request: Request) throws -> SessionQuery {
        let parameters = QueryParameters(request)
        var query = SessionQuery(limit: try parameters.number("limit", default: 50, in: 1...Self.mostSessions))
        query.decision = parameters["decision"]
        query.verdict = try parameters.value("verdict", "good, bad") { Feedback.Verdict(rawValue: $0) }
        query.since = try parameters.day("since")
        query.until = try parameters.day("until").flatMap {
            Calendar(identifier: .gregorian).date(byAdding: .day, value: 1, to: $0)
        }
        query.words = parameters["words"].map { String($0.prefix(200)) }
        query.after = try parameters.value("before", "the value of next") { text in
            let parts = text.split(separator: ":", maxSplits: 1)
            guard parts.count == 2, let time = Double(parts[0]) else { return nil }
            return SessionQuery.Place(lastUsed: time, id: String(parts[1]))
        }
        return query
    }
}
