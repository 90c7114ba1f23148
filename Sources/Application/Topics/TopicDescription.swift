import Foundation
import Insight
import RAGCore

/// Describes topics in words and numbers, for the texts of a time or without a good answer.
struct TopicDescription: Sendable {
    private let collection: TextCollection
    private let topics: RecognisedTopics
    private let since: Date?
    private let isUnansweredOnly: Bool
    /// Whether each text is shown.
    private let isShown: [Bool]
    private let timeline: TopicTimeline?
    private let terms: TextTerms
    /// The row of each text in `terms`, which has the words that customers wrote; equal texts share one.
    private let rows: [Int]
    /// Finders of label words by language.
    private let words: [Language?: TopicWords]

    private static let examples = 3
    private static let nameWords = 3
    /// Two texts with a larger share of common words are the same wording.
    private static let likeness = 0.7

    /// Creates a description of what is shown: the texts since a time, and if `isUnansweredOnly` those without a good
    /// answer. Words are found with `lexicon`.
    init(
        collection: TextCollection,
        topics: RecognisedTopics,
        lexicon: ChineseLexicon,
        since: Date?,
        isUnansweredOnly: Bool
    ) {
        let records = collection.records
        self.collection = collection
        self.topics = topics
        self.since = since
        self.isUnansweredOnly = isUnansweredOnly
        isShown = records.map { record in
            (since.map { since in record.date.map { $0 >= since } ?? false } ?? true)
                && (!isUnansweredOnly || record.isUnanswered)
        }
        timeline = TopicTimeline(
            records.filter { !isUnansweredOnly || $0.isUnanswered }.compactMap(\.date),
            since: since
        )
        var known: [String: Int] = [:]
        var texts: [String] = []
        rows = records.map { record in
            let text = record.asked ?? record.text
            if let row = known[text] { return row }
            known[text] = texts.count
            texts.append(text)
            return texts.count - 1
        }
        let terms = TextTerms(texts, lexicon: lexicon)
        self.terms = terms
        var languages: [Language?: Set<Int>] = [:]
        for (record, row) in zip(records, rows) { languages[record.language, default: []].insert(row) }
        words = languages.mapValues { TopicWords(terms, among: $0.sorted()) }
    }

    /// Returns the overview.
    func overview() -> TopicOverview {
        let records = collection.records
        let shown = records.indices.filter { isShown[$0] }
        let all = periodCounts(Array(records.indices.filter { isCounted($0) }))
        let counts = topics.topics.map { periodCounts($0.members.filter(isCounted)) }
        let trends = trends(counts, all)
        let hasDecisions = records.contains { $0.decision != nil }
        let visible = visiblePeriods()
        var described: [TopicOverview.Topic] = []
        var topicOf = [Int?](repeating: nil, count: records.count)
        var subtopicOf = [Int?](repeating: nil, count: records.count)
        for (place, topic) in topics.topics.enumerated() {
            let members = topic.members.filter { isShown[$0] }
            guard !members.isEmpty else { continue }
            let words = words(of: topic)
            for member in topic.members { topicOf[member] = topic.number }
            let subtopics = topic.subtopics.map { part in part.filter { isShown[$0] } }.filter { !$0.isEmpty }
                .sorted { ($0.count, $1[0]) > ($1.count, $0[0]) }
            for (number, part) in subtopics.enumerated() { for member in part { subtopicOf[member] = number } }
            described.append(
                TopicOverview.Topic(
                    number: topic.number,
                    name: topic.name ?? Self.name(words, examples(topic.typical)),
                    isNamed: topic.name != nil,
                    isNew: topic.isNew,
                    language: topic.language,
                    words: words,
                    examples: examples(topic.typical.filter { isShown[$0] }),
                    count: members.count,
                    share: Double(members.count) / Double(max(1, shown.count)),
                    unanswered: hasDecisions ? members.count { records[$0].isUnanswered } : nil,
                    counts: Array(counts[place][visible]),
                    trend: trends?[place],
                    recent: timeline?.recent.map { counts[place][$0].reduce(0, +) },
                    earlier: timeline?.earlier.map { counts[place][$0].reduce(0, +) },
                    subtopics: self.subtopics(subtopics, of: members)
                )
            )
        }
        described.sort { ($0.count, $1.number) > ($1.count, $0.number) }
        return TopicOverview(
            name: collection.name,
            notes: collection.notes + notes(shown.count),
            count: shown.count,
            period: timeline?.unit,
            periods: timeline.map { $0.starts[visible].map(\.dayText) } ?? [],
            recentPeriods: trends == nil ? [] : (timeline?.recent).map { $0.map { $0 - visible.lowerBound } } ?? [],
            topics: described,
            texts: shown.map { place in
                let record = records[place]
                return TopicOverview.Text(
                    text: record.text,
                    asked: record.asked,
                    place: record.place,
                    topic: topicOf[place],
                    subtopic: subtopicOf[place],
                    date: record.date,
                    language: record.language,
                    isUnanswered: record.isUnanswered
                )
            }
        )
    }

    /// Returns whether a text counts in the periods, which reach further back than what is shown.
    private func isCounted(_ place: Int) -> Bool {
        let record = collection.records[place]
        guard let since, let date = record.date, date < since else { return isShown[place] }
        return !isUnansweredOnly || record.isUnanswered
    }

    private func periodCounts(_ places: [Int]) -> [Int] {
        guard let timeline else { return [] }
        var counts = [Int](repeating: 0, count: timeline.starts.count)
        for place in places {
            if let date = collection.records[place].date, let period = timeline.period(of: date) { counts[period] += 1 }
        }
        return counts
    }

    private func trends(_ counts: [[Int]], _ all: [Int]) -> [TopicTrend?]? {
        guard let recent = timeline?.recent, let earlier = timeline?.earlier else { return nil }
        return TopicTrend.trends(counts: counts, all: all, recent: recent, earlier: earlier)
    }

    /// The periods that are shown: all, or those since the time that was asked for.
    private func visiblePeriods() -> Range<Int> {
        guard let timeline else { return 0..<0 }
        let first = since.map { since in max(0, (timeline.starts.lastIndex { $0 <= since } ?? 0)) } ?? 0
        return first..<timeline.starts.count
    }

    private func words(of topic: RecognisedTopics.Topic) -> [String] {
        words[topic.language]?.words(of: different(topic.members)) ?? []
    }

    private func subtopics(
        _ parts: [[Int]],
        of members: [Int]
    ) -> [TopicOverview.Subtopic] {
        guard parts.count > 1 else { return [] }
        let finder = TopicWords(terms, among: different(members))
        return parts.map { part in
            let own = finder.words(of: different(part))
            let examples = examples(part)
            return TopicOverview.Subtopic(
                name: Self.name(own, examples),
                words: own,
                examples: examples,
                count: part.count,
                share: Double(part.count) / Double(max(1, members.count))
            )
        }
    }

    /// Returns the different texts of `places` as rows of `terms`.
    private func different(_ places: [Int]) -> [Int] { Set(places.map { rows[$0] }).sorted() }

    /// Returns the first three texts that are worded differently from one another, else what there is. Questions that
    /// can be understood alone come first.
    private func examples(_ typical: [Int]) -> [String] {
        let alone = typical.filter { collection.records[$0].asked == nil }
        let typical =
            alone.count >= Self.examples ? alone : alone + typical.filter { collection.records[$0].asked != nil }
        var chosen: [Int] = []
        for place in typical where chosen.count < Self.examples {
            if !chosen.contains(where: { terms.likeness(rows[$0], rows[place]) > Self.likeness }) {
                chosen.append(place)
            }
        }
        for place in typical where chosen.count < Self.examples {
            if !chosen.contains(where: { rows[$0] == rows[place] }) { chosen.append(place) }
        }
        return chosen.map { collection.records[$0].asked ?? collection.records[$0].text }
    }

    /// Joins the first words; a topic without words is called by its most typical text.
    private static func name(_ words: [String], _ examples: [String]) -> String {
        words.isEmpty ? String(examples.first?.prefix(24) ?? "") : words.prefix(nameWords).joined(separator: " · ")
    }

    private func notes(_ shown: Int) -> [String] {
        guard since != nil else { return [] }
        let undated = collection.records.count { $0.date == nil }
        return undated == 0
            ? [] : ["\(collection.name) has \(undated) texts without a date, which are left out because of the day"]
    }
}

extension TopicOverview {
    /// Creates the overview of a collection without texts.
    init(nothingIn texts: TextCollection) {
        self.init(
            name: texts.name,
            notes: texts.notes,
            count: 0,
            period: nil,
            periods: [],
            recentPeriods: [],
            topics: [],
            texts: []
        )
    }
}

extension Date {
    /// The day in the time zone of this machine: `2026-11-22`.
    var dayText: String { String(minuteText.prefix(10)) }
}
