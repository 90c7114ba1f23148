import Foundation

/// A line editor for the terminal with history, several lines per input, completion and paste.
///
/// libedit, which Debian and macOS include, does not suffice: it submits each line of a paste separately, edits only
/// one line, and displays wrapped Chinese lines wrongly after an insertion.
struct LineEditor {
    enum Line: Sendable, Hashable {
        case text(String)
        /// Ctrl-C: the typed text is discarded.
        case interrupted
        /// Ctrl-D, or the terminal was closed.
        case end
    }

    private let input: TerminalInput
    private let console: Console
    private var keys: [Key] = []
    private var parser = KeyParser()
    private(set) var history: LineHistory

    init(input: TerminalInput, console: Console, history: LineHistory) {
        self.input = input
        self.console = console
        self.history = history
    }

    /// Reads the next line. Throws `CancellationError`.
    ///
    /// - Parameter complete: Returns the completion for the text before the cursor, when Tab is pressed.
    mutating func line(prompt: StyledText, complete: (String) async -> LineCompletion) async throws -> Line {
        TerminalMode.hold()
        var edited = EditedLine(prompt: prompt, history: history, hasStyles: console.hasStyles)
        try console.draw(edited.rows())
        let line = try await input.reading { events in
            while true {
                while !keys.isEmpty {
                    let key = keys.removeFirst()
                    let completion = key == .tab ? await complete(edited.buffer.textBefore) : .none
                    if let line = edited.apply(key, completion) { return line }
                }
                try console.draw(edited.rows())
                switch await events.next() {
                case .bytes(let bytes): keys += parser.consume(bytes)
                case .interrupted: return Line.interrupted
                case .resized: try console.draw(edited.reflow())
                case .resumed: try console.draw(edited.restart())
                case .ended: return Line.end
                case nil:
                    try Task.checkCancellation()
                    return Line.end
                }
            }
        }
        try console.draw(edited.leave(line))
        if case .text(let text) = line { history.add(text.trimmingCharacters(in: .whitespacesAndNewlines)) }
        return line
    }
}
