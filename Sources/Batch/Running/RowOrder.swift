import RAGCore

/// Puts rows that are finished in any order into the order of the file.
struct RowOrder: Sendable {
    private let questions: [BatchQuestion]
    private let plan: BatchPlan
    /// Finished rows that wait for earlier ones, or for rows that share their answer.
    private var finished: [Int: AnsweredRow] = [:]
    private var followers: [Int: Int]
    /// The first row that is not written yet.
    private(set) var next = 0

    init(_ questions: [BatchQuestion], plan: BatchPlan) {
        self.questions = questions
        self.plan = plan
        followers = plan.followers
    }

    /// Accepts a row that was answered.
    mutating func finish(_ row: AnsweredRow) { finished[row.row] = row }

    /// Returns the next row of the file, or nil if it is not finished yet or all are written. A row is kept in memory
    /// only as long as another shares its answer.
    mutating func pop() -> AnsweredRow? {
        guard next < questions.count else { return nil }
        let row: AnsweredRow
        switch plan.steps[next] {
        case .ask:
            guard let asked = finished[next] else { return nil }
            row = asked
            if followers[next] == nil { finished[next] = nil }
        case .refer(let first):
            guard let asked = finished[first] else { return nil }
            row = asked.copied(for: questions[next])
            release(first)
        case .refuse(let bytes):
            row = AnsweredRow(questions[next], error: Self.tooLong(bytes))
        }
        next += 1
        return row
    }

    private mutating func release(_ row: Int) {
        let left = (followers[row] ?? 1) - 1
        followers[row] = left > 0 ? left : nil
        if left == 0 { finished[row] = nil }
    }

    private static func tooLong(_ bytes: Int) -> RAGError {
        RAGError(
            .failed,
            "The question has \(bytes) bytes; the limit is \(QuestionText.longest)",
            hint: "Shorten it to the question itself"
        )
    }
}
