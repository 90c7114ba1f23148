import Foundation
import Insight
import RAGCore

/// The topics of a collection of texts, as tables, reports and other programs show them.
package struct TopicOverview: Sendable, Encodable {
    /// A topic.
    package struct Topic: Sendable, Encodable {
        /// The number that the topic keeps.
        package let number: Int
        /// The name that a person gave, else the first label words.
        package let name: String
        /// Whether a person gave the name.
        package let isNamed: Bool
        /// Whether no earlier run had it.
        package let isNew: Bool
        /// The language of most of its texts; nil for other languages.
        package let language: Language?
        /// At most five label words, best first.
        package let words: [String]
        /// At most three typical texts of different wording.
        package let examples: [String]
        /// The number of texts.
        package let count: Int
        /// The share of all texts.
        package let share: Double
        /// The number of questions that were declined or whose answer was marked bad; nil where no decision is known.
        package let unanswered: Int?
        /// The number of texts in each period.
        package let counts: [Int]
        /// The change against the time before; nil where it cannot be told.
        package let trend: TopicTrend?
        /// The number of texts in the later of the two spans that `trend` compares; nil without dates.
        package let recent: Int?
        /// The number of texts in the earlier span; nil without dates.
        package let earlier: Int?
        /// Narrower subjects, most texts first.
        package let subtopics: [Subtopic]

        /// The share of its questions that got no good answer; nil where no decision is known.
        package var unansweredShare: Double? { unanswered.map { Double($0) / Double(max(1, count)) } }
    }

    /// A narrower subject within a topic.
    package struct Subtopic: Sendable, Encodable {
        /// The first label words.
        package let name: String
        /// At most five label words, which are not those of the topic.
        package let words: [String]
        /// At most three typical texts of different wording.
        package let examples: [String]
        /// The number of texts.
        package let count: Int
        /// The share of the topic's texts.
        package let share: Double
    }

    /// A text.
    package struct Text: Sendable, Encodable {
        /// The text, understandable alone.
        package let text: String
        /// The text as the customer wrote it in a conversation, where `text` is completed from it; else nil.
        package let asked: String?
        /// The place where people find it.
        package let place: String
        /// The number of its topic; nil if it fits nowhere.
        package let topic: Int?
        /// The position of its narrower subject in the topic's `subtopics`; nil for none.
        package let subtopic: Int?
        /// The time of the question; nil where it is not known.
        package let date: Date?
        /// The language; nil without letters.
        package let language: Language?
        /// Whether it got no good answer.
        package let isUnanswered: Bool

        private enum CodingKeys: String, CodingKey {
            case text, asked, place, topic, subtopic, date, language, isUnanswered
        }

        /// Writes every key, so that a program finds `topic` in each text: null where it is nil.
        package func encode(to encoder: any Encoder) throws {
            var object = encoder.container(keyedBy: CodingKeys.self)
            try object.encode(text, forKey: .text)
            try object.encode(asked, forKey: .asked)
            try object.encode(place, forKey: .place)
            try object.encode(topic, forKey: .topic)
            try object.encode(subtopic, forKey: .subtopic)
            try object.encode(date, forKey: .date)
            try object.encode(language, forKey: .language)
            try object.encode(isUnanswered, forKey: .isUnanswered)
        }
    }

    /// The name of the collection, for people.
    package let name: String
    /// Notes on what was left out or assumed, one sentence each.
    package internal(set) var notes: [String]
    /// The number of texts.
    package let count: Int
    /// The unit of `periods`; nil without dates.
    package let period: TopicTimeline.Unit?
    /// The first day of each period, oldest first, as `2026-11-30`.
    package let periods: [String]
    /// The positions in `periods` of the span that trends look at; empty without trends.
    package let recentPeriods: [Int]
    /// The topics, most texts first.
    package let topics: [Topic]
    /// The texts in the order of the collection.
    package let texts: [Text]

    /// The number of texts that fit nowhere.
    package var outside: Int { texts.count { $0.topic == nil } }
}
