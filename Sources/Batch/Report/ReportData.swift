import Foundation
import RAGCore

/// The data that the script of the page reads. A passage that several answers cite is stored once.
struct ReportData: Sendable, Encodable {
    let title: String
    let created: Date
    /// Language of most questions.
    let language: String
    /// Certainty below which an answer should be checked.
    let threshold = ReviewList.unsureBelow
    let columns: [String]
    let topics: [String]
    private(set) var sources: [Passage] = []
    private(set) var rows: [Row] = []

    struct Passage: Sendable, Hashable, Encodable {
        let heading: String
        let place: String
        let url: String?
        let text: String
    }

    struct Row: Sendable, Encodable {
        let place: Int
        let others: [String]
        let question: String
        let answer: String
        let decision: String
        let reason: String?
        let team: String?
        let certainty: Double?
        /// For each source its number in the answer and its position in `ReportData.sources`.
        let sources: [[Int]]
        let unsupported: [String]
        let model: String?
        let cost: Double?
        let seconds: Double
        let tokens: Int?
        /// `place` of the row whose answer this one shares.
        let sameAs: Int?
        let error: String?
        let topic: Int?
        let change: String?
        let difference: String?
        let earlier: String?
        let match: String?
        let overlap: Double?
        let needsPerson: Bool
    }

    init(
        title: String,
        columns: [String],
        rows: [BatchReport.Row],
        topics: [BatchReport.Topic],
        created: Date
    ) {
        self.title = title
        self.created = created
        self.columns = columns
        self.topics = topics.map(\.name)
        let languages = rows.map { $0.answered.language ?? Language(of: $0.answered.question) }
        let chinese = languages.count { $0 == .chinese }
        language = chinese * 2 >= languages.count { $0 != nil } ? Language.chinese.rawValue : Language.english.rawValue
        let review = ReviewList(
            rows.map(\.answered),
            changes: Dictionary(rows.compactMap { row in row.change.map { (row.answered.row, $0) } }) { first, _ in
                first
            },
            scores: Dictionary(rows.compactMap { row in row.score.map { (row.answered.row, $0) } }) { first, _ in first
            }
        )
        let reviewed = Set(review.items.map(\.row.row))
        var topicOf: [Int: Int] = [:]
        for (place, topic) in topics.enumerated() { for row in topic.rows { topicOf[row] = place } }
        let places = Dictionary(rows.map { ($0.answered.row, $0.place) }) { first, _ in first }
        var known: [Passage: Int] = [:]
        for row in rows {
            let sources = row.answered.sources.map { source in
                let passage = Passage(
                    heading: source.heading.isEmpty ? source.title : source.heading,
                    place: source.location,
                    url: source.url,
                    text: source.passage
                )
                if known[passage] == nil {
                    known[passage] = self.sources.count
                    self.sources.append(passage)
                }
                return [source.number, known[passage] ?? 0]
            }
            self.rows.append(
                Row(
                    row,
                    sources: sources,
                    topic: topicOf[row.answered.row],
                    needsPerson: reviewed.contains(row.answered.row),
                    sameAs: row.answered.sameAs.flatMap { places[$0] }
                )
            )
        }
    }
}

extension ReportData.Row {
    fileprivate init(_ row: BatchReport.Row, sources: [[Int]], topic: Int?, needsPerson: Bool, sameAs: Int?) {
        let answered = row.answered
        self.init(
            place: row.place,
            others: row.others,
            question: answered.question,
            answer: answered.answer,
            decision: answered.error == nil ? answered.decision?.rawValue ?? "answered" : "failed",
            reason: answered.reason?.rawValue,
            team: answered.team,
            certainty: answered.certainty,
            sources: sources,
            unsupported: answered.unsupported,
            model: answered.model,
            cost: answered.sameAs == nil ? answered.cost : nil,
            seconds: answered.seconds,
            tokens: answered.sameAs == nil ? answered.usage.map { $0.input + $0.output } : nil,
            sameAs: sameAs,
            error: answered.error,
            topic: topic,
            change: row.change?.kind.rawValue,
            difference: row.change?.words,
            earlier: row.change?.earlier,
            match: row.score?.match.rawValue,
            overlap: row.score?.f1,
            needsPerson: needsPerson
        )
    }
}
