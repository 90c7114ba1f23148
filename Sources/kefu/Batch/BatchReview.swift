import ArgumentParser
import Batch
import Foundation
import Ingestion
import RAGCore

/// A run beside an earlier one and beside known answers, and what is made of it for people: what to review, and a report.
struct BatchReview {
    private let input: BatchInput
    private let comparison: RunComparison?
    private let last: String?
    /// The column of the known answers.
    private let expected: Int?
    private let target: BatchTarget?
    private let report: URL?
    private var changes: ChangeCount
    private var scores = ExpectedSummary()
    /// Kept only where something is made of them.
    private var rows: [AnsweredRow] = []

    /// Reads the earlier output, which may be the file that is written anew. Throws `ValidationError` where an option makes no sense.
    init(_ options: BatchReviewOptions, input: BatchInput, isMarked: Bool) throws {
        self.input = input
        last = options.diff
        comparison = try options.diff.map { try Self.comparison(with: $0, input) }
        changes = ChangeCount(gone: comparison?.gone.count ?? 0)
        do {
            expected = try options.expected.map { try input.table.questionColumn(named: $0) }
        } catch {
            throw ValidationError("--expected: \(input.name) \(error)")
        }
        target = try options.review.map { try BatchTarget($0, format: nil, isMarked: isMarked, input: input) }
        report = options.report.map { URL(filePath: $0).absoluteURL }
        if let report, ["html", "htm"].contains(report.pathExtension.lowercased()) == false {
            throw ValidationError("--report takes a file whose name ends in .html")
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
            throw ValidationError("--diff: \(path) \(reason); name an output of an earlier `kefu batch`")
        }
    }

    /// The columns that it adds to the output.
    var notes: [AnswerNote] { [comparison?.note, expected.map(ExpectedScore.note)].compactMap(\.self) }

    /// Whether the questions are to be put together by meaning.
    var wantsTopics: Bool { report != nil }

    /// Takes note of a row that was written.
    mutating func add(_ row: AnsweredRow, _ cells: PlainTable.Row) {
        if let comparison { changes.add(comparison.change(of: row)) }
        if let score = score(row, cells) { scores.add(score) }
        if target != nil || report != nil { rows.append(row) }
    }

    private func score(_ row: AnsweredRow, _ cells: PlainTable.Row) -> ExpectedScore? {
        expected.flatMap { ExpectedScore.score(row, expected: cells[$0]) }
    }

    /// Writes the review and the report, and says what came of the comparison. Throws `RAGError`.
    func finish(topics: [BatchReport.Topic]?, console: Console) throws {
        if let last { console.error("Beside \(last): \(changes.words)") }
        if expected != nil { console.error(scores.words) }
        if let target {
            let count = try writeReview(to: target)
            console.error("For a person: \(count), in \(target.name)")
        }
        if let report {
            try Self.writing(report.path) {
                try Data(page(topics: topics).utf8).write(to: report, options: .atomic)
            }
            console.error("Report: \(report.path)")
        }
    }

    /// The cells of each question's row, in their order.
    private var asked: [PlainTable.Row] {
        zip(input.table.rows, input.cells).compactMap { $1 == nil ? nil : $0 }
    }

    private func writeReview(to target: BatchTarget) throws -> Int {
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
        try Self.writing(target.name) {
            let url = target.url ?? URL(filePath: "/dev/stdout")
            if target.url != nil { try Data().write(to: url) }
            let handle = try FileHandle(forWritingTo: url)
            var writer = target.writer(
                of: AnswerTable(input.table, column: input.column, notes: notes + [note]),
                to: handle
            )
            for item in list.items { try writer.write(asked[item.row.row], item.row) }
            try writer.finish()
            try handle.close()
        }
        return list.items.count
    }

    private func page(topics: [BatchReport.Topic]?) -> String {
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
        return BatchReport(
            title: (input.name as NSString).lastPathComponent,
            columns: others.map { input.table.header[$0] },
            rows: shown,
            topics: topics,
            created: Date()
        ).html()
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
                hint: "Name a file in a folder that is there and can be written",
                cause: error
            )
        }
    }
}
