import Foundation

/// Reads lines from the person at the terminal, who may edit them: history, several lines, completion, paste.
///
/// libedit, which Debian and macOS carry, was tried first: it sends each line of a paste by itself, edits one line only, and
/// shows wrapped Chinese lines wrongly after an insertion.
struct LineEditor {
    enum Line: Sendable, Hashable {
        case text(String)
        /// Ctrl-C: what was typed is given up.
        case interrupted
        /// Ctrl-D, or the terminal is gone.
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

    /// The next line. `complete` is asked with what stands before the cursor. Throws `CancellationError`.
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
