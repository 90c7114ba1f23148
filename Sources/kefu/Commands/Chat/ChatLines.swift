/// The lines of a conversation: typed by a person who may edit them, or read one by one from elsewhere.
struct ChatLines {
    private var editor: LineEditor?
    private var lines: InputLines.Iterator

    /// A line without terminal controls is read as it comes, and asked for by `prompt` where a person types.
    init(console: Console, input: TerminalInput?, history: LineHistory, prompt: String) {
        editor = input.map { LineEditor(input: $0, console: console, history: history) }
        lines = InputLines(prompt: prompt).makeAsyncIterator()
    }

    /// The next line.
    mutating func next(prompt: StyledText, complete: (String) async -> LineCompletion) async throws -> LineEditor.Line {
        if editor != nil, let line = try await editor?.line(prompt: prompt, complete: complete) { return line }
        return try await lines.next().map { .text($0) } ?? .end
    }
}
