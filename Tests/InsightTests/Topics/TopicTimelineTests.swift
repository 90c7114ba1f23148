import Foundation
import Testing

@testable import Insight

@Suite struct TopicTimelineTests {
    private let zone = TimeZone(identifier: "UTC") ?? .current

    private func day(_ text: String) throws -> Date { try Date(text + "T12:00:00Z", strategy: .iso8601) }

    private func timeline(_ first: String, _ last: String, since: String? = nil) throws -> TopicTimeline {
        try #require(TopicTimeline([try day(last), try day(first)], since: try since.map(day), timeZone: zone))
    }

    @Test(
        "the span decides on days, weeks or months",
        arguments: [
            ("2026-11-01", "2026-11-20", TopicTimeline.Unit.day, 20), ("2026-09-01", "2026-11-20", .week, 12),
            ("2026-01-15", "2026-11-20", .month, 11), ("2026-11-20", "2026-11-20", .day, 1),
        ]
    )
    func units(first: String, last: String, unit: TopicTimeline.Unit, count: Int) throws {
        let timeline = try timeline(first, last)
        #expect(timeline.unit == unit)
        #expect(timeline.starts.count == count)
    }

    @Test("each date lies in one period; weeks begin on Monday")
    func periods() throws {
        let timeline = try timeline("2026-09-01", "2026-11-20")
        #expect(timeline.starts[0] == (try Date("2026-08-31T00:00:00Z", strategy: .iso8601)))
        #expect(timeline.period(of: try day("2026-09-06")) == 0)
        #expect(timeline.period(of: try day("2026-09-07")) == 1)
        #expect(timeline.period(of: try day("2026-11-20")) == 11)
        #expect(timeline.period(of: try day("2026-08-30")) == nil)
        #expect(timeline.period(of: try day("2026-11-23")) == nil)
    }

    @Test("a trend compares the last periods with as many before; a single period has none")
    func windows() throws {
        let weeks = try timeline("2026-09-01", "2026-11-20")
        #expect(weeks.recent == 8..<12)
        #expect(weeks.earlier == 4..<8)
        #expect(try timeline("2026-11-20", "2026-11-20").recent == nil)
        #expect(try timeline("2026-11-18", "2026-11-20").recent == 2..<3)
        let since = try timeline("2026-09-01", "2026-11-20", since: "2026-11-11")
        #expect(since.unit == .day)
        #expect(since.recent?.count == 10)
        #expect(since.earlier?.count == 10)
    }

    @Test("without dates there are no periods")
    func none() { #expect(TopicTimeline([]) == nil) }
}
