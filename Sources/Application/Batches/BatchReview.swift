import Batch
import Foundation
import Ingestion
import RAGCore

/// The comparison of a run with an earlier run and with known answers, and the files made of it: a review list and a
/// report.
package struct BatchReview: Sendable {
    /// The files and columns that a run is compared with, and the files to write. Each is optional.
    package struct Options: Sendable {
        /// The output of an earlier run to compare with.
        package var diff: String?
        /// Name or number of the column with the known answers.
        package var expected: String?
        /// The file for the rows that need a person.
        package var review: String?
        /// The HTML file for the report.
        package var report: String?

        /// Creates options for a run that is compared with nothing.
        package init(diff: String? = nil, expected: String? = nil, review: String? = nil, report: String? = nil) {
            (self.diff, self.expected, self.review, self.report) = (diff, expected, review, report)
        }
    }

    private let input: BatchInput
    private let comparison: RunComparison?
    /// Name of the earlier output.
    private let earlier: String?
    /// The column of the known answers.
    private let expected: Int?
    private let list: AnswerFile?
    private let report: URL?
    private var changes: ChangeCount
    private var scores = ExpectedSummary()
    /// Empty if neither a review list nor a report is written.
    private var rows: [AnsweredRow] = []

    /// Reads the earlier output, which may be the file that the run replaces. Throws `UsageError` where an option makes
    /// no sense.
    package init(_ options: Options, input: BatchInput, hasByteOrderMark: Bool) throws {
        self.input = input
        earlier = options.diff
        comparison = try options.diff.map { try Self.comparison(with: $0, input) }
        changes = ChangeCount(gone: comparison?.gone.count ?? 0)
        do {
            expected = try options.expected.map { try input.table.questionColumn(named: $0) }
        } catch {
            throw UsageError("--expected: \(input.name) \(error)")
        }
        list = try options.review.map {
            try AnswerFile($0, format: nil, hasByteOrderMark: hasByteOrderMark, input: input)
        }
        report = options.report.map { URL(filePath: $0).absoluteURL }
        if let report, ["html", "htm"].contains(report.pathExtension.lowercased()) == false {
            throw UsageError("--report takes a file whose name ends in .html")
        }
    }

    private static func comparison(with path: String, _ input: BatchInput) throws -> RunComparison {
        do {
            let bytes = try Data(contentsOf: URL(filePath: path))
            let table = try PlainTableReader().read(bytes, name: (path as NSString).lastPathComponent)
            let name = input.table.header.isEmpty ? "question" : input.table.header[input.column]
            let column = try (try? table.questionColumn(named: name)) ?? table.questionColumn(named: nil)
            guard let earlier = EarlierAnswer.all(in: table, column: column) else {
                throw ReadingError("has no column answer")
            }
            return RunComparison(earlier, questions: input.questions.map(\.text))
        } catch {
            let reason = (error as? ReadingError).map { "\($0)" } ?? "cannot be read"
            throw UsageError("--diff: \(path) \(reason); name an output of an earlier `kefu batch`")
        }
    }

    /// The files that are written, with the options that name them.
    var files: [(name: String, url: URL?)] { [("--review", list?.url), ("--report", report)] }

    /// The columns that the comparison adds to the output.
    var notes: [AnswerNote] { [comparison?.note, expected.map(ExpectedScore.note)].compactMap(\.self) }

    /// The files that `finish` writes.
    var outputs: [String] { [list?.url, report].compactMap { $0?.path } }

    /// Whether the report needs the questions grouped by meaning.
    var wantsTopics: Bool { report != nil }

    /// Compares a row that was written, and keeps it if a file is made of it.
    mutating func add(_ row: AnsweredRow, _ cells: PlainTable.Row) {
        if let comparison { changes.add(comparison.change(of: row)) }
        if let score = score(row, cells) { scores.add(score) }
        if list != nil || report != nil { rows.append(row) }
    }

    private func score(_ row: AnsweredRow, _ cells: PlainTable.Row) -> ExpectedScore? {
        expected.flatMap { ExpectedScore.score(row, expected: cells[$0]) }
    }

    /// Writes the review list and the report, and reports the result of the comparison to `progress`. Throws
    /// `RAGError`.
    func finish(topics: [BatchReport.Topic]?, progress: (BatchEvent) -> Void) throws {
        if let earlier { progress(.compared(with: earlier, changes)) }
        if expected != nil { progress(.scored(scores)) }
        if let list {
            let count = try writeReview(to: list)
            progress(.reviewWritten(count: count, name: list.name))
        }
        if let report {
            try page(topics: topics).write(to: report.path)
            progress(.reportWritten(report.path))
        }
    }

    /// The rows of the input that have a question, in their order.
    private var asked: [PlainTable.Row] {
        zip(input.table.rows, input.cells).compactMap { $1 == nil ? nil : $0 }
    }

    private func writeReview(to file: AnswerFile) throws -> Int {
        let asked = asked
        let changes = comparison.map { comparison in
            Dictionary(rows.map { ($0.row, comparison.change(of: $0)) }) { first, _ in first }
        }
        let scores = rows.compactMap { row in score(row, asked[row.row]).map { (row.row, $0) } }
        let list = ReviewList(
            rows,
            changes: changes ?? [:],
            scores: Dictionary(scores) { first, _ in first }
        )
        let why = Dictionary(list.items.map { ($0.row.row, $0) }) { first, _ in first }
        let note = AnswerNote(["why", "alike"]) { _, row in
            [
                why[row.row].map { .text($0.why) } ?? .empty,
                why[row.row].map { .number(Double($0.alike), digits: 0) } ?? .empty,
            ]
        }
        try Self.writing(file.name) {
            let url = file.url ?? URL(filePath: "/dev/stdout")
            if file.url != nil { try Data().write(to: url) }
            let handle = try FileHandle(forWritingTo: url)
            var writer = file.writer(
                of: AnswerTable(input.table, column: input.column, notes: notes + [note]),
                to: handle
            )
            for item in list.items { try writer.write(asked[item.row.row], item.row) }
            try writer.finish()
            try handle.close()
        }
        return list.items.count
    }

    private func page(topics: [BatchReport.Topic]?) throws -> HTMLPage {
        let others = input.table.header.indices.filter { $0 != input.column }
        let asked = asked
        let shown = rows.map { row in
            BatchReport.Row(
                row,
                place: asked[row.row].place,
                others: others.map { asked[row.row][$0] },
                change: comparison?.change(of: row),
                score: score(row, asked[row.row])
            )
        }
        return try BatchReport(
            title: (input.name as NSString).lastPathComponent,
            columns: others.map { input.table.header[$0] },
            rows: shown,
            topics: topics,
            created: Date()
        ).page
    }

    private static func writing(_ path: String, _ body: () throws -> Void) throws {
        do {
            try body()
        } catch let error as RAGError {
            throw error
        } catch {
            throw RAGError(
                .failed,
                "\(path) cannot be written",
                hint: "Name a file in an existing folder that you may write to",
                cause: error
            )
        }
    }
}
