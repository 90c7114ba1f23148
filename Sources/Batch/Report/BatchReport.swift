import Foundation
import RAGCore

/// An HTML page that shows a run: totals, charts of certainty and topics, and every answer with its sources.
package struct BatchReport: Sendable {
    /// One row of the run.
    package struct Row: Sendable {
        let place: Int
        let others: [String]
        let answered: AnsweredRow
        let change: RowChange?
        let score: ExpectedScore?

        /// Creates a row. `place` is its line or sheet row in the file; `others` are the cells of the report's columns.
        package init(
            _ answered: AnsweredRow,
            place: Int,
            others: [String] = [],
            change: RowChange? = nil,
            score: ExpectedScore? = nil
        ) {
            self.answered = answered
            self.place = place
            self.others = others
            self.change = change
            self.score = score
        }
    }

    /// Questions about one subject.
    package struct Topic: Sendable {
        let name: String
        let rows: [Int]

        /// Creates a topic. `rows` are positions among the questions, from 0.
        package init(_ name: String, rows: [Int]) {
            self.name = name
            self.rows = rows
        }
    }

    private let data: ReportData

    /// Creates a report. `title` is the name of the file of questions, `columns` are the names of its other columns.
    /// Without `topics`, rows are grouped by the document that answers them.
    package init(
        title: String,
        columns: [String],
        rows: [Row],
        topics: [Topic]? = nil,
        created: Date
    ) {
        data = ReportData(
            title: title,
            columns: columns,
            rows: rows,
            topics: topics ?? Self.topics(byDocumentOf: rows),
            created: created
        )
    }

    /// The page, whose style and scripts the build embeds into the program. Throws `EncodingError`.
    package var page: HTMLPage {
        get throws {
            try HTMLPage(
                language: data.language,
                style: PackageResources.report_css,
                scripts: [PackageResources.report_words_js, PackageResources.report_js],
                data: data
            )
        }
    }

    /// Groups the answered rows by the document that their first cited source comes from, the most frequent first.
    private static func topics(byDocumentOf rows: [Row]) -> [Topic] {
        let titles = rows.reduce(into: [String: [Int]]()) { titles, row in
            guard row.answered.isAnswered,
                let source = row.answered.sources.first(where: \.isCited) ?? row.answered.sources.first
            else { return }
            titles[source.title.isEmpty ? source.path : source.title, default: []].append(row.answered.row)
        }
        return titles.map { Topic($0.key, rows: $0.value) }
            .sorted { ($0.rows.count, $1.name) > ($1.rows.count, $0.name) }
    }
}
