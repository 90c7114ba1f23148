import Application
import Insight
import RAGCore

/// The subjects of customers' questions, without the questions themselves but for some examples.
struct TopicSummary: Encodable, Sendable {
    struct Topic: Encodable, Sendable {
        let number: Int
        let name: String
        let isNew: Bool
        @Nullable var language: String?
        let examples: [String]
        let count: Int
        /// The share of all questions.
        let share: Double
        /// The number of questions without a good answer.
        @Nullable var unanswered: Int?
        /// The number of questions in each period.
        let counts: [Int]
        /// `rising`, `steady` or `falling`; nil where it cannot be told.
        @Nullable var trend: String?
        let subtopics: [Subtopic]
    }

    struct Subtopic: Encodable, Sendable {
        let name: String
        let count: Int
    }

    let questions: Int
    /// The number of questions that fit no topic.
    let outside: Int
    /// The unit of `periods`; nil without questions.
    @Nullable var period: String?
    /// The first day of each period, oldest first.
    let periods: [String]
    let topics: [Topic]
    /// Notes on what was left out or assumed, one sentence each.
    let notes: [String]

    /// The number of topics, the largest ones, that a page shows.
    private static let mostTopics = 200

    init(_ overview: TopicOverview) {
        questions = overview.count
        outside = overview.outside
        period = overview.period?.rawValue
        periods = overview.periods
        let cut = overview.topics.count - Self.mostTopics
        notes = overview.notes + (cut > 0 ? ["\(cut) small topics are not shown; `kefu topics` lists them"] : [])
        topics = overview.topics.prefix(Self.mostTopics).map(Topic.init)
    }
}

extension TopicSummary.Topic {
    fileprivate init(_ topic: TopicOverview.Topic) {
        self.init(
            number: topic.number,
            name: topic.name,
            isNew: topic.isNew,
            language: topic.language?.rawValue,
            examples: topic.examples,
            count: topic.count,
            share: topic.share,
            unanswered: topic.unanswered,
            counts: topic.counts,
            trend: topic.trend?.rawValue,
            subtopics: topic.subtopics.map { TopicSummary.Subtopic(name: $0.name, count: $0.count) }
        )
    }
}
