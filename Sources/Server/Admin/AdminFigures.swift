import Foundation
import HTTPTypes
import Hummingbird
import RAGCore

/// The figures of the last days.
struct AdminFigures: Sendable {
    private struct Reply: Encodable {
        let days: [DayFigures]
        /// Prices have no currency in the settings.
        @Nullable var currency: String?
    }

    let live: LiveSettings
    private static let mostDays = 366

    func addRoutes(to routes: inout RouteTable) {
        routes.on(.get, "/admin/figures", for: .admins) { request, _, _ in
            let count = try QueryParameters(request).number("days", default: 14, in: 1...Self.mostDays)
            let days = DayFigures.days(count, before: Date(), calendar: Calendar(identifier: .gregorian))
            let turns = try await live.store.figures(since: days.first?.lowerBound ?? Date())
            return .json(Reply(days: DayFigures.figures(of: turns, on: days), currency: nil))
        }
    }
}
