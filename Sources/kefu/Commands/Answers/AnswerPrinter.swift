import Answering
import Application
import RAGCore
import Synchronization

/// Shows an answer while it is written: a spinner until the first word, then the text as it comes, then the sources.
final class AnswerPrinter: Sendable {
    private let console: Console
    /// Whether only notices are shown and no text, as for `--json`.
    private let isQuiet: Bool
    private let spinner: Spinner
    private let page: Mutex<AnswerPage>

    init(console: Console, isQuiet: Bool = false) {
        self.console = console
        self.isQuiet = isQuiet
        spinner = Spinner(console: console)
        page = Mutex(AnswerPage(console: console))
    }

    /// Shows one step of an answer. Throws `BrokenPipe` if the reader of stdout has gone.
    func show(_ event: AnswerEvent) async throws {
        switch event {
        case .retrieved(let hits):
            if !isQuiet { spinner.start("reading \(hits.count) passages") }
        case .notice(let text):
            spinner.stop()
            console.error(text)
        case .quoted(let quote):
            // A program that reads the output wants the answer alone.
            guard !isQuiet, console.canDraw else { return }
            spinner.stop()
            try page.withLock { try $0.end() }
            let lines = [Self.line(quote.source.number, quote.source.heading, quote.source.place)]
            for line in lines + quote.text.split(separator: "\n").map({ "      " + $0.description.withoutControls }) {
                try console.print(console.dim(line))
            }
            try console.print()
            spinner.start("the model is reading")
        case .withdrawn:
            guard !isQuiet else { return }
            let isErased = try page.withLock { try $0.withdraw() }
            if !isErased { console.error("The text above is void. The answer follows.") }
        case .text(let text):
            spinner.stop()
            guard !isQuiet else { return }
            try page.withLock { try $0.write(text) }
        }
    }

    /// Shows that the search has begun.
    func begin() { if !isQuiet { spinner.start("searching") } }

    /// Stops the spinner and ends the text if an answer ends early.
    func abandon() {
        spinner.stop()
        try? page.withLock { try $0.end() }
    }

    /// Ends the text and lists the sources; `footer` is shown below them.
    func finish(_ answer: Answer, footer: String? = nil) async throws {
        spinner.stop()
        try page.withLock { try $0.end() }
        let lines = answer.sources.map { Self.line($0.number, $0.heading, $0.place) }
        try list(lines, under: Self.label(answer.language, isCited: answer.sources.contains(where: \.isCited)))
        if let footer { try console.print(console.dim(footer)) }
    }

    /// Shows the answer of a stored turn.
    func show(_ turn: TurnRecord) throws {
        try page.withLock {
            try $0.write(turn.answer)
            try $0.end()
        }
        let lines = turn.sources.map { Self.line($0.number, $0.passage.heading, $0.passage.place) }
        try list(lines, under: Self.label(turn.language, isCited: turn.sources.contains(where: \.isCited)))
        try console.print()
    }

    private func list(_ sources: [String], under label: String) throws {
        guard !sources.isEmpty else { return }
        try console.print("\n" + console.dim(label))
        for source in sources { try console.print(console.dim(source)) }
    }

    private static func line(_ number: Int, _ heading: String, _ place: Place) -> String {
        "  [\(number)] \(heading.onOneLine) — \(place.description.onOneLine)".withoutControls
    }

    /// Returns the heading of the list of sources, in the language of the answer.
    private static func label(_ language: Language?, isCited: Bool) -> String {
        switch (language == .chinese, isCited) {
        case (true, true): "来源："
        case (true, false): "参考资料（回答未逐句标注）："
        case (false, true): "Sources:"
        case (false, false): "Consulted (the answer marks none):"
        }
    }
}

/// The text of an answer: drawn as Markdown on a terminal, written as it is into a file.
private struct AnswerPage {
    private let console: Console
    /// nil if the cursor cannot be moved.
    private var markdown: MarkdownStream?
    private var area: ScreenArea
    private let height: Int
    private var isWithinText = false
    /// The number of rows that stand above those of `area` and belong to the text.
    private var settledRows = 0
    /// Whether the whole text so far stands in the rows of `area` and those above it.
    private var isWhole = true

    init(console: Console) {
        self.console = console
        let size = TerminalMode.size
        height = size.height
        markdown = console.canDraw ? MarkdownStream(width: size.width, height: size.height - 2) : nil
        area = ScreenArea(hasStyles: console.hasStyles)
    }

    mutating func write(_ text: String) throws {
        isWithinText = true
        guard let step = markdown?.consume(text) else { return try console.write(text.withoutControls) }
        try show(step)
    }

    mutating func end() throws {
        guard isWithinText else { return }
        (isWithinText, isWhole, settledRows) = (false, false, 0)
        guard let step = markdown?.finish() else { return try console.print() }
        let isEmpty = step.settled.isEmpty
        try show(step, isLast: !isEmpty)
        // If the text ended with a line end, the cursor is on an empty row already.
        if !isEmpty || area.rows != [StyledText()] { try console.draw(area.leave()) }
    }

    /// Removes the text from the screen; returns whether that is possible. Text in a file stays, and so does text that
    /// has scrolled off the screen.
    mutating func withdraw() throws -> Bool {
        guard isWithinText, isWhole, markdown != nil, settledRows + area.rows.count < height else {
            try end()
            return false
        }
        let up = settledRows > 0 ? "\u{1B}[\(settledRows)A\r\u{1B}[J" : ""
        try console.draw(area.erase() + up)
        markdown = MarkdownStream(width: TerminalMode.size.width, height: height - 2)
        (isWithinText, settledRows) = (false, 0)
        return true
    }

    private mutating func show(_ step: MarkdownStream.Step, isLast: Bool = false) throws {
        let live = step.live.isEmpty && !isLast ? [StyledText()] : step.live
        try console.draw(area.show(step.settled + live, height: height))
        if !isLast {
            area.settle(step.settled.count)
            settledRows += step.settled.count
        }
    }
}
