import Answering
import Application
import ArgumentParser
import Batch
import RAGCore
import Synchronization

/// Prints the progress, the forecast and the outcome of a batch.
struct BatchPrinter: Sendable {
    let console: Console
    private let line: ProgressLine

    init(console: Console) {
        self.console = console
        line = ProgressLine(console)
    }

    /// Shows one step of a batch.
    func show(_ event: BatchEvent) {
        switch event {
        case .comparing(let done, let total):
            console.progress("comparing similar questions: \(done) of \(total) …")
        case .searching(let done, let total):
            console.progress("searching: \(done) of \(total) questions …")
        case .progress(let progress):
            line.show(Self.line(progress))
        case .idle:
            console.endProgress()
        case .submitted(let count):
            console.error(
                "Submitted \(count) questions as a batch, which the provider answers within a day. Ctrl-C does not cancel the batch; run the same command again to continue."
            )
        case .providerProgress(let completed, let total):
            console.progress("the provider has answered \(completed) of \(total) questions …")
        case .providerFailed(let message):
            console.error("The batch failed: \(message)")
        case .askedDirectly(let count):
            console.error("The batch left \(count) questions without an answer; they are asked directly.")
        case .compared(let earlier, let changes):
            console.error("Compared with \(earlier): \(changes.words)")
        case .scored(let scores):
            console.error(scores.words)
        case .reviewWritten(let count, let name):
            console.error("To review: \(count) rows, in \(name)")
        case .reportWritten(let path):
            console.error("Report: \(path)")
        }
    }

    /// Prints the summary to stderr. Throws `ExitCode` 1 where rows failed or the price limit was reached, and what
    /// stopped the run if something else did.
    func print(_ outcome: BatchRun.Outcome) throws {
        let progress = outcome.progress
        guard let stop = outcome.stop else {
            console.error(Self.summary(progress))
            if progress.failed > 0 { throw ExitCode(RAGError.Code.failed.rawValue) }
            return
        }
        let rest = "\(progress.done) of \(progress.total) questions are done; run the same command again to continue"
        switch stop {
        case .interrupted:
            console.error(rest + ".")
            throw CancellationError()
        case .fault(let error):
            console.error(rest + ".")
            throw error
        case .cost(let spent, let limit):
            console.error(
                "Stopped before \(outcome.nextPlace): the next answer could exceed the price limit of \(limit.priceText) (\(spent.priceText) so far). \(rest), with a higher --limit-cost."
            )
            throw ExitCode(RAGError.Code.failed.rawValue)
        }
    }

    /// `1,200 of 5,000 questions, 9.8 a second, price 0.42, about 6 min left …`
    private static func line(_ progress: BatchProgress) -> String {
        var parts = ["\(progress.done) of \(progress.total) questions"]
        if let (rate, secondsLeft) = progress.pace() {
            parts.append("\(rate.formatted(digits: rate < 10 ? 1 : 0)) a second")
            if let spent = progress.spent { parts.append("price \(spent.priceText)") }
            parts.append("about \(Duration.seconds(secondsLeft).words) left")
        }
        if progress.failed > 0 { parts.append("\(progress.failed) failed") }
        return parts.joined(separator: ", ") + " …"
    }

    /// `5000 questions: 812 answered, 3 declined; 12 the same as another; 8000 + 900 tokens; 9.2 s`
    private static func summary(_ progress: BatchProgress) -> String {
        var parts = ["\(progress.total) questions: \(decisions(progress))"]
        if progress.same > 0 { parts.append("\(progress.same) equal to another question") }
        if progress.known > 0 { parts.append("\(progress.known) answered by an earlier run") }
        if progress.tokens.input + progress.tokens.output > 0 {
            let price = progress.cost.map { ", price \($0.priceText)" } ?? ""
            parts.append("\(progress.tokens.input) + \(progress.tokens.output) tokens\(price)")
        }
        parts.append("\(progress.seconds.formatted(digits: 1)) s")
        return parts.joined(separator: "; ")
    }

    /// `812 answered, 3 declined, 5 failed`, in the order of the decisions.
    private static func decisions(_ progress: BatchProgress) -> String {
        var parts = Answer.Decision.allCases.compactMap { decision in
            progress.decisions[decision].map { "\($0) \(decision.rawValue)" }
        }
        if progress.failed > 0 { parts.append("\(progress.failed) failed") }
        return parts.isEmpty ? "none" : parts.joined(separator: ", ")
    }

    /// Returns the forecast for people, one line for each kind of row.
    func text(_ forecast: BatchForecast, of name: String) -> String {
        var lines = [
            "\(forecast.questions) questions in \(name)"
                + (forecast.blank > 0 ? ", rows without one: \(forecast.blank)" : "")
        ]
        func add(_ count: Int, _ words: String) { if count > 0 { lines.append("  \(count) \(words)") } }
        add(forecast.equal, "equal to another question")
        add(forecast.near, "nearly equal to another question")
        add(forecast.known, "answered by an earlier run")
        for decision in Answer.Decision.allCases { add(forecast.decided[decision.rawValue] ?? 0, decision.rawValue) }
        add(forecast.refused, "too long to be answered")
        add(forecast.failed, "that cannot be searched for")
        if let model = forecast.model {
            let tokens = forecast.tokens
            let read =
                forecast.asked > 0
                ? ": about \(tokens.input) tokens to read and \(tokens.output) to write" : ""
            lines.append("  \(forecast.asked) for the completion model \(model)\(read)")
        }
        if let price = forecast.price, let batchPrice = forecast.batchPrice {
            lines.append("Price: about \(price.priceText); with --provider-batch about \(batchPrice.priceText)")
        } else if forecast.model != nil {
            lines.append(
                "Price: unknown; set completion.input-price-per-million-tokens and completion.output-price-per-million-tokens"
            )
        }
        return lines.joined(separator: "\n")
    }
}

/// The progress of a batch: on a terminal a line that is drawn anew, elsewhere a line every ten seconds.
private final class ProgressLine: Sendable {
    private let console: Console
    private let lastShown = Mutex(ContinuousClock.now)

    /// Time between two lines without a terminal.
    private static let interval = Duration.seconds(10)

    init(_ console: Console) { self.console = console }

    func show(_ text: String) {
        if console.showsProgress { return console.progress(text) }
        let isDue = lastShown.withLock { lastShown in
            guard ContinuousClock.now - lastShown >= Self.interval else { return false }
            lastShown = .now
            return true
        }
        if isDue { console.error(text) }
    }
}
