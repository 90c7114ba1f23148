import Answering
import RAGCore

extension AnsweredRow {
    /// What became of a question that was answered. `cost` is nil where no model was called or its prices are not set.
    package init(_ question: BatchQuestion, _ answer: Answer, cost: Double?) {
        self.init(row: question.row, question: question.text)
        self.answer = answer.text
        decision = answer.decision
        reason = answer.reason
        certainty = answer.certainty
        sources = answer.sources
        unsupported = answer.unsupported
        language = answer.language
        model = answer.model
        usage = answer.usage
        self.cost = cost
        seconds = answer.trace.timings.total
    }

    /// A question that has no answer, and why.
    package init(_ question: BatchQuestion, error: RAGError) {
        self.init(row: question.row, question: question.text)
        language = Language(of: question.text)
        self.error = error.description
    }

    /// The same answer to a question that was asked before in these or other words, by an earlier run.
    package func reused(for question: BatchQuestion) -> AnsweredRow {
        var row = AnsweredRow(row: question.row, question: question.text)
        row.take(self)
        (row.usage, row.cost, row.seconds) = (usage, cost, seconds)
        return row
    }

    /// The same answer to a question that asks the same as this one; it cost nothing.
    package func copied(for question: BatchQuestion) -> AnsweredRow {
        var row = AnsweredRow(row: question.row, question: question.text)
        row.take(self)
        row.sameAs = self.row
        return row
    }

    /// All but the row, the question and what it cost.
    private mutating func take(_ other: AnsweredRow) {
        answer = other.answer
        decision = other.decision
        reason = other.reason
        certainty = other.certainty
        sources = other.sources
        unsupported = other.unsupported
        language = other.language
        model = other.model
        error = other.error
    }
}
