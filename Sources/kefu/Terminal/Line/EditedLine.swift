/// The state of a line while it is edited: its text, the history position, and its rows on the screen.
struct EditedLine: Sendable {
    private(set) var buffer = LineBuffer()
    private let prompt: StyledText
    private var walk: LineHistory.Walk
    private var area: ScreenArea
    private var completion = LineCompletion.none
    /// The text to send before the rows.
    private var prelude = ""

    /// The greatest number of candidates shown below the line.
    private static let candidates = 16

    init(prompt: StyledText, history: LineHistory, hasStyles: Bool) {
        self.prompt = prompt
        walk = LineHistory.Walk(history)
        area = ScreenArea(hasStyles: hasStyles)
    }

    /// Applies a key. Returns the finished line if the key ends it, else nil. `proposed` is used if the key is Tab.
    mutating func apply(_ key: Key, _ proposed: LineCompletion) -> LineEditor.Line? {
        completion = .none
        switch key {
        case .enter: return enter()
        case .endOfInput:
            if buffer.isEmpty { return .end }
            buffer.deleteRight()
        case .tab: complete(proposed)
        case .up: if !buffer.moveUp(), let line = walk.older(than: buffer.text) { buffer = LineBuffer(line) }
        case .down: if !buffer.moveDown(), let line = walk.newer(than: buffer.text) { buffer = LineBuffer(line) }
        case .clearScreen:
            area.forget()
            prelude = "\u{1B}[H\u{1B}[2J"
        default: edit(key)
        }
        return nil
    }

    private mutating func edit(_ key: Key) {
        switch key {
        case .text(let text), .paste(let text): buffer.insert(text)
        case .newLine: buffer.insert("\n")
        case .left: buffer.moveLeft()
        case .right: buffer.moveRight()
        case .home: buffer.moveToLineStart()
        case .end: buffer.moveToLineEnd()
        case .wordLeft: buffer.moveWordLeft()
        case .wordRight: buffer.moveWordRight()
        case .deleteLeft: buffer.deleteLeft()
        case .deleteRight: buffer.deleteRight()
        case .deleteWordLeft: buffer.deleteWordLeft()
        case .deleteWordRight: buffer.deleteWordRight()
        case .deleteToStart: buffer.deleteToLineStart()
        case .deleteToEnd: buffer.deleteToLineEnd()
        case .putBack: buffer.putBack()
        case .enter, .endOfInput, .tab, .up, .down, .clearScreen: break
        }
    }

    /// Ends the line, or begins another one if the text ends with a backslash.
    private mutating func enter() -> LineEditor.Line? {
        guard buffer.isAtEnd, buffer.text.hasSuffix("\\") else { return .text(buffer.text) }
        buffer.deleteLeft()
        buffer.insert("\n")
        return nil
    }

    private mutating func complete(_ proposed: LineCompletion) {
        if let text = proposed.unambiguousText, proposed.candidates.count == 1 || text.count > proposed.length {
            buffer.replace(last: proposed.length, with: text)
        } else {
            completion = proposed
        }
    }

    // MARK: The screen

    /// Returns the text to send so that the screen shows the line.
    mutating func rows() -> String {
        let (width, height) = TerminalMode.size
        let layout = LineLayout(prompt: prompt, buffer: buffer, width: width, height: max(1, height - 1))
        let room = min(Self.candidates, height - layout.rows.count - 2)
        let below = room > 0 ? completion.rows(width: width, limit: room) : []
        defer { prelude = "" }
        return prelude + area.show(layout.rows + below, cursor: layout.cursor, height: height)
    }

    /// Returns the text to send after the window changed its size.
    mutating func reflow() -> String { area.reflow(to: TerminalMode.size.width) }

    /// Returns the text to send after another program has used the screen.
    mutating func restart() -> String {
        area.forget()
        return "\r\u{1B}[J"
    }

    /// Returns the text to send so that the whole line stays and the cursor is below it.
    mutating func leave(_ line: LineEditor.Line) -> String {
        completion = .none
        let (width, height) = TerminalMode.size
        var rows = LineLayout(prompt: prompt, buffer: buffer, width: width, height: .max).rows
        if line == .interrupted { rows[rows.count - 1] += StyledText("^C", .dim) }
        // A line that did not fit on the screen is written again from its beginning.
        let start = rows.count > height - 1 ? area.erase() : ""
        return start + area.show(rows, height: height) + area.leave()
    }
}
