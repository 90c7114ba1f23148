import Answering
import Batch
import RAGCore

/// The work and the price of a batch, estimated without asking a completion model.
package struct BatchForecast: Sendable, Encodable {
    /// Questions of the file.
    package let questions: Int
    /// Rows of the file without a question.
    package let blank: Int
    /// Questions that are too long to be answered.
    package let refused: Int
    /// Rows that refer to an equal question.
    package let equal: Int
    /// Rows that refer to a nearly equal question.
    package let near: Int
    /// Rows that an earlier run has answered.
    package private(set) var known = 0
    /// Rows that need no completion model, by decision.
    package private(set) var decided: [String: Int] = [:]
    /// Rows that cannot be searched for.
    package private(set) var failed = 0
    /// Rows that the completion model would answer.
    package private(set) var asked = 0
    /// Tokens that it would read and write.
    package private(set) var tokens = TokenUsage(input: 0, output: 0)
    /// Name of the completion model; nil where there is none.
    package private(set) var model: String?
    /// The price at once; nil where no prices are set.
    package private(set) var price: Double?
    /// The price with `--provider-batch`.
    package private(set) var batchPrice: Double?

    private let answerTokens: Int
    private let tokenPrice: TokenPrice?

    private enum CodingKeys: CodingKey {
        case questions, blank, refused, equal, near, known, decided, failed, asked, tokens, model, price, batchPrice
    }

    /// Creates the forecast of a batch of which no row is searched for yet. `equal` rows of the plan refer to an equal
    /// question, and a usual answer has `answerTokens`.
    init(_ input: BatchInput, _ plan: BatchPlan, equal: Int, model: String?, answerTokens: Int, price: TokenPrice?) {
        questions = input.questions.count
        blank = input.cells.count - questions
        refused = plan.steps.count { if case .refuse = $0 { true } else { false } }
        self.equal = equal
        near = plan.referred - equal
        self.model = model
        self.answerTokens = answerTokens
        tokenPrice = price
        self.price = price.map { _ in 0 }
        batchPrice = self.price
    }

    /// Counts a row that an earlier run has answered.
    mutating func addKnown() { known += 1 }

    /// Counts a row. One with neither an error nor a decision is for the model, which would read its usage.
    mutating func add(_ row: AnsweredRow) {
        if row.error != nil {
            failed += 1
        } else if let decision = row.decision {
            decided[decision.rawValue, default: 0] += 1
        } else if let read = row.usage {
            asked += 1
            tokens.input += read.input
            tokens.output += answerTokens
            price = tokenPrice?.cost(of: tokens)
            batchPrice = price.map { $0 * BatchJournal.batchShare }
        }
    }
}
