import Answering
import Batch
import RAGCore

/// What a batch would do and cost, found out by searching for every question and building every prompt, without asking a model.
struct BatchForecast: Sendable, Encodable {
    /// Questions, and rows of the file that have none.
    let questions: Int
    let blank: Int
    /// Questions that are too long to be any.
    let refused: Int
    /// Rows referred to an equal, and to a nearly equal one.
    let equal: Int
    let near: Int
    /// Rows that an earlier run has finished.
    private(set) var known = 0
    /// Rows that need no completion model, by what would be done with them.
    private(set) var decided: [String: Int] = [:]
    /// Rows that cannot be searched for.
    private(set) var failed = 0
    /// Rows that the completion model would answer, and what it would read and write.
    private(set) var asked = 0
    private(set) var tokens = TokenUsage(input: 0, output: 0)
    private(set) var model: String?
    /// nil where no prices are set.
    private(set) var price: Double?
    /// The price with `--provider-batch`.
    private(set) var batchPrice: Double?

    private let answerTokens: Int
    private let tokenPrice: TokenPrice?

    private enum CodingKeys: CodingKey {
        case questions, blank, refused, equal, near, known, decided, failed, asked, tokens, model, price, batchPrice
    }

    /// `equal` of the plan's rows were referred before embeddings were compared. An answer has `answerTokens` as a rule.
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

    mutating func addKnown() { known += 1 }

    /// A row that is neither answered nor failed is one for the model, and its usage what the model would read.
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

    /// For people, a line each.
    func text(_ name: String) -> String {
        var lines = ["\(questions) questions in \(name)" + (blank > 0 ? ", rows without one: \(blank)" : "")]
        func add(_ count: Int, _ words: String) { if count > 0 { lines.append("  \(count) \(words)") } }
        add(equal, "equal to another")
        add(near, "nearly equal to another")
        add(known, "known from before")
        for decision in Answer.Decision.allCases { add(decided[decision.rawValue] ?? 0, decision.rawValue) }
        add(refused, "too long to be answered")
        add(failed, "that cannot be searched for")
        if let model {
            let read = asked > 0 ? ": about \(tokens.input) tokens to read and \(tokens.output) to write" : ""
            lines.append("  \(asked) for the completion model \(model)\(read)")
        }
        if let price, let batchPrice {
            lines.append("Price: about \(price.asPrice); with --provider-batch about \(batchPrice.asPrice)")
        } else if model != nil {
            lines.append(
                "Price: unknown; set completion.input-price-per-million-tokens and completion.output-price-per-million-tokens"
            )
        }
        return lines.joined(separator: "\n")
    }
}
