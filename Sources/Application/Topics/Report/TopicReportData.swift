import Foundation
import RAGCore

/// The data that the script of the page reads.
struct TopicReportData: Sendable, Encodable {
    /// The language of the page; nil for that of the browser.
    let language: String?
    let created: Date
    let name: String
    let notes: [String]
    let count: Int
    let outside: Int
    let period: String?
    let periods: [String]
    let recentPeriods: [Int]
    let topics: [TopicOverview.Topic]
    let texts: [Text]
    /// The most texts of a topic that the page holds; nil if it holds all.
    let limit: Int?

    struct Text: Sendable, Encodable {
        let text: String
        let place: String
        let topic: Int?
        let subtopic: Int?
        let date: Date?
        let open: Bool?
    }

    /// The number of texts from which a browser gets slow.
    private static let mostTexts = 20_000
    private static let leastPerTopic = 50

    init(_ overview: TopicOverview, created: Date, language: String?) {
        self.language = language
        self.created = created
        name = overview.name
        notes = overview.notes
        count = overview.count
        outside = overview.outside
        period = overview.period?.rawValue
        periods = overview.periods
        recentPeriods = overview.recentPeriods
        topics = overview.topics
        let limit =
            overview.texts.count <= Self.mostTexts
            ? nil : max(Self.leastPerTopic, Self.mostTexts / max(1, overview.topics.count + 1))
        self.limit = limit
        var taken: [Int?: Int] = [:]
        texts = overview.texts.compactMap { text in
            taken[text.topic, default: 0] += 1
            if let limit, taken[text.topic, default: 0] > limit { return nil }
            return Text(
                text: text.asked ?? text.text,
                place: text.place,
                topic: text.topic,
                subtopic: text.subtopic,
                date: text.date,
                open: text.isUnanswered ? true : nil
            )
        }
    }
}
