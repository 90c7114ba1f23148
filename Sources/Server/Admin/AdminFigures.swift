import Foundation
import HTTPTypes
import Hummingbird
import RAGCore

/// The figures of the last days.
struct AdminFigures: Sendable {
    private struct Reply: Encodable { let days: [DayFigures] }

    let live: LiveSettings
    private static let mostDays = 366

    func addRoutes(to routes: inout RouteTable) {
        routes.on(.get, "/admin/figures", for: .admins) { request, _, _ in
            let count = try QueryParameters(request).number("days", default: 14, in: 1...Self.mostDays)
            let days = DayFigures.days(count, before: Date(), calendar: Calendar(identifier: .gregorian))
            // One day after the other, so that a year of a busy service is never in memory.
            var figures: [DayFigures] = []
            for day in days { figures.append(DayFigures(try await live.store.figures(in: day), on: day)) }
            return .json(Reply(days: figures))
        }
    }
}
