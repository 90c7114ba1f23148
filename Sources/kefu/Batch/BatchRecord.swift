import Batch
import RAGCore

/// What a run has written so far: rows go out in the order of the file, blank ones among them.
struct BatchRecord {
    private let input: BatchInput
    private var output: BatchOutput
    private(set) var review: BatchReview
    private(set) var tally: BatchTally
    private var progress: BatchProgress
    /// The first row of the table that is not written yet.
    private var next = 0
    /// Rows that were asked by this run and wait for their turn.
    private var asked: Set<Int> = []

    init(input: BatchInput, output: BatchOutput, review: BatchReview, console: Console) {
        self.input = input
        self.output = output
        self.review = review
        tally = BatchTally(total: input.questions.count)
        progress = BatchProgress(console)
    }

    /// Notes a row that this run has asked.
    mutating func noteAsked(_ row: AnsweredRow) {
        progress.beginAsking(tally)
        asked.insert(row.row)
    }

    /// Writes the next question's row, after the blank ones before it.
    mutating func write(_ row: AnsweredRow) throws {
        try writeBlanks()
        let isNew = asked.remove(row.row) != nil
        if isNew { try output.takePlace() }
        try output.write(input.table.rows[next], row)
        review.add(row, input.table.rows[next])
        next += 1
        tally.add(row)
        if !isNew, row.sameAs == nil { tally.addKnown() }
    }

    private mutating func writeBlanks() throws {
        while next < input.cells.count, input.cells[next] == nil {
            try output.write(input.table.rows[next], nil)
            next += 1
        }
    }

    mutating func close(isComplete: Bool) throws {
        if isComplete { try writeBlanks() }
        try output.close(isComplete: isComplete)
    }

    mutating func showProgress(spent: Double?) { progress.show(tally, spent: spent) }

    /// Where the first question stands that is not done: `row 1235 (line 1236 of questions.csv)`.
    var nextPlace: String {
        let question = input.cells[next...].lazy.compactMap(\.self).first
        return question.map { "question \($0.row + 1) (line \($0.place) of \(input.name))" } ?? "the end"
    }

    /// The summary, on one line.
    var line: String {
        var parts = ["\(tally.total) questions: \(tally.words)"]
        if tally.same > 0 { parts.append("\(tally.same) the same as another") }
        if tally.known > 0 { parts.append("\(tally.known) known from before") }
        if tally.tokens.input + tally.tokens.output > 0 {
            let price = tally.cost.map { ", price \($0.asPrice)" } ?? ""
            parts.append("\(tally.tokens.input) + \(tally.tokens.output) tokens\(price)")
        }
        parts.append("\(progress.seconds.formatted(digits: 1)) s")
        return parts.joined(separator: "; ")
    }
}
