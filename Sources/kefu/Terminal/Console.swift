import Foundation
import RAGCore

/// Where answers and messages go: stdout carries the answer, stderr the progress. Without a terminal there is no colour and
/// nothing moves.
struct Console: Sendable {
    /// Whether stdout is a terminal.
    let isTerminal: Bool
    /// Whether stderr is a terminal.
    let showsProgress: Bool
    /// Whether stdin is a terminal, so that a person types.
    let isInteractive: Bool
    /// Whether stdout is a terminal on which the cursor can be moved.
    let canDraw: Bool
    /// Whether what is drawn has colours and weights.
    let hasStyles: Bool
    private let hasColour: Bool

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        isTerminal = isatty(STDOUT_FILENO) == 1
        showsProgress = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
        isInteractive = isatty(STDIN_FILENO) == 1
        canDraw = isTerminal && environment["TERM"] != "dumb"
        hasColour = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
        hasStyles = hasColour && isTerminal
    }

    /// Writes a line to stdout.
    func print(_ text: String = "") throws { try write(text + "\n") }

    /// Writes to stdout at once. Throws `BrokenPipe` where its reader has gone.
    func write(_ text: String) throws { try send(text.withoutControls, to: STDOUT_FILENO) }

    /// Writes what moves the cursor: `output` of a `ScreenArea` or of `StyledText`, which hold nothing foreign.
    func draw(_ output: String) throws { if !output.isEmpty { try send(output, to: STDOUT_FILENO) } }

    /// Writes a line to stderr.
    func error(_ text: String) { try? send(text.withoutControls + "\n", to: STDERR_FILENO) }

    /// Shows where long work stands, in place of what was shown before; nothing without a terminal.
    func progress(_ text: String) {
        guard showsProgress else { return }
        try? send("\r\u{1B}[K" + dimmed(text.withoutControls, on: showsProgress), to: STDERR_FILENO)
    }

    /// Removes the progress line.
    func endProgress() {
        guard showsProgress else { return }
        try? send("\r\u{1B}[K", to: STDERR_FILENO)
    }

    /// Writes lines that stand `indent` columns in; on a terminal, what is longer than the screen goes on below them.
    func printWrapped(_ text: String, indent: Int = 0) throws {
        guard canDraw else { return try print(text.plain.indented(by: indent)) }
        let width = TerminalMode.size.width
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let margin = indent + line.prefix { $0 == " " }.count
            let rows = StyledText(String(repeating: " ", count: indent) + line).wrapped(to: width, indent: margin)
            for row in rows { try print(row.text) }
        }
    }

    /// Prints a value as JSON with sorted keys, for machines.
    func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        try send(String(decoding: try encoder.encode(value), as: UTF8.self) + "\n", to: STDOUT_FILENO)
    }

    func bold(_ text: String) -> String { styled(text, "1", on: isTerminal) }
    func dim(_ text: String) -> String { dimmed(text, on: isTerminal) }

    private func dimmed(_ text: String, on terminal: Bool) -> String { styled(text, "2", on: terminal) }

    private func styled(_ text: String, _ code: String, on terminal: Bool) -> String {
        hasColour && terminal ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    private func send(_ text: String, to descriptor: Int32) throws {
        var text = text
        try text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Foundation.write(descriptor, rest.baseAddress, rest.count)
                if count < 0 {
                    if errno == EINTR || errno == EAGAIN { continue }
                    guard errno == EPIPE else {
                        throw RAGError(.failed, "The output cannot be written: \(String(cString: strerror(errno)))")
                    }
                    throw BrokenPipe()
                }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            }
        }
    }
}
