import Foundation
import RAGCore

/// An HTML page that shows a run: totals, charts of certainty and topics, and every answer with its sources, in one
/// file that loads nothing.
///
/// The words of customers and documents are data: they are embedded as JSON whose script element cannot be closed
/// from inside, the script inserts them as text, and the content security policy allows no other script.
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

    /// Returns the page. `nonce` permits its own style and script and nothing else; it consists of unpredictable
    /// letters and digits.
    package func html(nonce: String = UUID().uuidString) -> String {
        """
        <!DOCTYPE html>
        <html lang="\(data.language)">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-\(nonce)'; \
        script-src 'nonce-\(nonce)'; base-uri 'none'; form-action 'none'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <meta name="color-scheme" content="light dark">
        <title>kefu</title>
        <style nonce="\(nonce)">
        \(Self.style)
        </style>
        </head>
        <body>
        <div id="page"></div>
        <noscript>This report needs JavaScript; it fetches nothing. 本报告需要启用 JavaScript，不会访问网络。</noscript>
        <script type="application/json" id="data">\(data.json)</script>
        <script nonce="\(nonce)">
        \(Self.words)
        \(Self.script)
        </script>
        </body>
        </html>

        """
    }

    // The build embeds these files of this folder into the program.
    private static let style = text(PackageResources.report_css)
    private static let words = text(PackageResources.report_words_js)
    private static let script = text(PackageResources.report_js)

    /// Returns a file's text without its final line break.
    private static func text(_ file: [UInt8]) -> String { String(decoding: file.dropLast(), as: UTF8.self) }

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
