import Foundation
import Insight
import RAGCore

/// Places texts on a map, with their topics.
package struct MapJob: Sendable {
    /// A step that a front end may show.
    package enum Event: Sendable {
        /// So many of the texts have their vectors.
        case embedding(done: Int, total: Int)
        /// The texts are grouped by topic.
        case grouping
        /// This share of the layout is done.
        case placing(Double)
    }

    private let assembly: Assembly
    private let progress: @Sendable (Event) -> Void

    /// Creates a job on the workspace of `assembly`.
    package init(_ assembly: Assembly, progress: @escaping @Sendable (Event) -> Void = { _ in }) {
        self.assembly = assembly
        self.progress = progress
    }

    /// Returns the map of the requested texts. Throws `UsageError` where there are none, `RAGError` and
    /// `CancellationError`.
    package func map(of request: TopicJob.Request) async throws -> MapContent {
        let overview = try await TopicJob(assembly) { [progress] event in
            switch event {
            case .embedding(let done, let total): progress(.embedding(done: done, total: total))
            case .grouping, .describing: progress(.grouping)
            }
        }.overview(of: request)
        let collection = try await assembly.texts(from: request.source)
        let records = Self.records(of: overview.texts, in: collection.records)
        guard !records.isEmpty else {
            throw UsageError(
                "There are no texts to map in \(collection.name); name a file of texts, or choose other stored texts with --from"
            )
        }
        var rows: [String: Int] = [:]
        let different = records.map(\.text).filter { text in
            if rows[text] != nil { return false }
            rows[text] = rows.count
            return true
        }
        let table = try await assembly.vectors(of: different, as: collection.role)
        let vectors = table.rows(records.map { rows[$0.text] ?? 0 })
        let map = try await TextMap(of: records, vectors: vectors) { [progress] in progress(.placing($0)) }
        return MapContent(overview, records: records, map: map)
    }

    /// Returns the record of each text: `texts` leaves out some of `records`, and keeps their order.
    static func records(of texts: [TopicOverview.Text], in records: [TextRecord]) -> [TextRecord] {
        var place = 0
        return texts.map { text in
            for next in place..<max(place, records.count)
            where records[next].place == text.place && records[next].text == text.text {
                place = next + 1
                return records[next]
            }
            // A question that was deleted in the meantime.
            return TextRecord(text.text, place: text.place, date: text.date, isUnanswered: text.isUnanswered)
        }
    }
}
