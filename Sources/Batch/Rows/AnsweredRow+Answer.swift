import Answering
import RAGCore

extension AnsweredRow {
    /// Creates the row of a question that was answered. `cost` is nil if no model was called or no prices are set.
    package init(_ question: BatchQuestion, _ answer: Answer, cost: Double?) {
        self.init(row: question.row, question: question.text)
        self.answer = answer.text
        decision = answer.decision
        reason = answer.reason
        team = answer.team
        certainty = answer.certainty
        sources = answer.sources
        unsupported = answer.unsupported
        language = answer.language
        model = answer.model
        usage = answer.usage
        self.cost = cost
        seconds = answer.trace.timings.total
    }

    /// Creates the row of a question that could not be answered.
    package init(_ question: BatchQuestion, error: RAGError) {
        self.init(row: question.row, question: question.text)
        language = Language(of: question.text)
        self.error = error.description
    }

    /// Returns this row for the same question in a later run, with its cost and usage.
    package func reused(for question: BatchQuestion) -> AnsweredRow {
        var row = AnsweredRow(row: question.row, question: question.text)
        row.take(self)
        (row.usage, row.cost, row.seconds) = (usage, cost, seconds)
        return row
    }

    /// Returns a row for a question that shares this answer; it has no cost and no usage.
    package func copied(for question: BatchQuestion) -> AnsweredRow {
        var row = AnsweredRow(row: question.row, question: question.text)
        row.take(self)
        row.sameAs = self.row
        return row
    }

    /// Copies everything except row, question and cost.
    private mutating func take(_ other: AnsweredRow) {
        answer = other.answer
        decision = other.decision
        reason = other.reason
        team = other.team
        certainty = other.certainty
        sources = other.sources
        unsupported = other.unsupported
        language = other.language
        model = other.model
        error = other.error
    }
}
