import Answering
import RAGCore
import Synchronization

/// Shows an answer while it is written: a sign of life until the first word, the text as it comes, the sources under it.
final class AnswerPrinter: Sendable {
    private let console: Console
    /// Whether only notices are shown, as for `--json`.
    private let isQuiet: Bool
    /// Moves the progress line until the first word; nil before and after.
    private let ticker = Mutex<Task<Void, Never>?>(nil)
    /// Whether the cursor stands behind text of an unfinished answer.
    private let isWithinText = Mutex(false)

    init(console: Console, isQuiet: Bool = false) {
        self.console = console
        self.isQuiet = isQuiet
    }

    /// Shows one step.
    func show(_ event: AnswerEvent) async throws {
        switch event {
        case .retrieved(let hits):
            if !isQuiet { wait("reading \(hits.count) passages") }
        case .notice(let text):
            stopWaiting()
            console.error(text)
        case .text(let text):
            stopWaiting()
            guard !isQuiet else { return }
            isWithinText.withLock { $0 = true }
            try console.write(text)
        }
    }

    /// Leaves the terminal in order when an answer ends early.
    func abandon() {
        stopWaiting()
        let needsLineEnd = isWithinText.withLock { isWithin in
            defer { isWithin = false }
            return isWithin
        }
        if needsLineEnd { try? console.print() }
    }

    /// Removes what shows that something is under way.
    func stopWaiting() {
        let task = ticker.withLock { ticker in
            defer { ticker = nil }
            return ticker
        }
        guard let task else { return }
        task.cancel()
        console.endProgress()
    }

    /// Ends the line and lists the sources.
    func finish(_ answer: Answer) async throws {
        stopWaiting()
        isWithinText.withLock { $0 = false }
        try console.print()
        guard !answer.sources.isEmpty else { return }
        try console.print("\n" + console.dim(answer.sourcesLabel))
        for source in answer.sources {
            try console.print(
                console.dim(
                    "  [\(source.number)] \(source.heading) — \(source.place.description.onOneLine)"
                )
            )
        }
    }

    /// Counts the seconds on the progress line.
    private func wait(_ work: String) {
        guard console.showsProgress else { return }
        let start = ContinuousClock.now
        ticker.withLock { ticker in
            ticker = Task { [weak self] in
                while !Task.isCancelled {
                    self?.tick(work, seconds: Int((ContinuousClock.now - start) / .seconds(1)))
                    try? await Task.sleep(for: .seconds(1))
                }
            }
        }
    }

    /// Under the lock, so that nothing is shown after `stopWaiting`.
    private func tick(_ work: String, seconds: Int) {
        ticker.withLock { ticker in
            guard ticker != nil else { return }
            console.progress(seconds == 0 ? "\(work) …" : "\(work) … \(seconds) s")
        }
    }
}

extension Answer {
    /// What stands over the list of sources, in the language of the answer.
    fileprivate var sourcesLabel: String {
        let isChinese = Language(of: text) == .chinese
        guard sources.contains(where: \.isCited) else {
            return isChinese ? "参考资料（回答未逐句标注）：" : "Consulted (the answer marks none):"
        }
        return isChinese ? "来源：" : "Sources:"
    }
}
