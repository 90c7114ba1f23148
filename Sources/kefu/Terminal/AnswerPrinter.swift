import Answering
import RAGCore
import Synchronization

/// Shows an answer while it is written: a sign of life until the first word, the text as it comes, the sources under it.
final class AnswerPrinter: Sendable {
    private let console: Console
    /// Whether only notices are shown, as for `--json`.
    private let isQuiet: Bool
    private let hasText = Mutex(false)

    init(console: Console, isQuiet: Bool = false) {
        self.console = console
        self.isQuiet = isQuiet
    }

    /// Shows that work has begun.
    func begin() {
        if !isQuiet { console.progress("searching …") }
    }

    /// Shows one step.
    func show(_ event: AnswerEvent) async throws {
        switch event {
        case .retrieved:
            if !isQuiet { console.progress("reading \(event.passageCount) passages …") }
        case .notice(let text):
            console.endProgress()
            console.error(text)
        case .text(let text):
            guard !isQuiet else { return }
            let isFirst = hasText.withLock { seen in
                defer { seen = true }
                return !seen
            }
            if isFirst { console.endProgress() }
            try console.write(text)
        }
    }

    /// Ends the line and lists the sources.
    func finish(_ answer: Answer) async throws {
        try console.print()
        guard !answer.sources.isEmpty else { return }
        try console.print()
        let label = Language(of: answer.text) == .chinese ? "来源：" : "Sources:"
        try console.print(console.dim(label))
        for source in answer.sources {
            try console.print(
                console.dim("  [\(source.number)] \(source.heading) — \(source.path):\(source.lines.lowerBound)")
            )
        }
    }
}

extension AnswerEvent {
    fileprivate var passageCount: Int {
        if case .retrieved(let hits) = self { hits.count } else { 0 }
    }
}
