import Foundation
import RAGCore

/// The output of the program: answers go to stdout, messages and progress to stderr.
///
/// Without a terminal there are no colours and no progress lines.
struct Console: Sendable {
    /// Whether stdout is a terminal.
    let isTerminal: Bool
    /// Whether stderr is a terminal on which a line can be overwritten.
    let showsProgress: Bool
    /// Whether stdin is a terminal, that is, whether a person types.
    let isInteractive: Bool
    /// Whether stdout is a terminal on which the cursor can be moved.
    let canDraw: Bool
    /// Whether drawn text has colours and font weights.
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

    /// Writes to stdout without buffering. Throws `BrokenPipe` if the reader has closed it.
    func write(_ text: String) throws { try send(text.withoutForeignControls, to: STDOUT_FILENO) }

    /// Writes text that may move the cursor, unfiltered. `output` must come from a `ScreenArea` or `StyledText`, which
    /// contain no foreign control characters.
    func draw(_ output: String) throws { if !output.isEmpty { try send(output, to: STDOUT_FILENO) } }

    /// Writes a line to stderr.
    func error(_ text: String) { try? send(text.withoutForeignControls + "\n", to: STDERR_FILENO) }

    /// Writes a question to stderr; the answer is typed on the same line.
    func ask(_ question: String) { try? send(question.withoutForeignControls, to: STDERR_FILENO) }

    /// Shows the progress of long work and overwrites the earlier progress line. Does nothing without a terminal.
    func progress(_ text: String) {
        guard showsProgress else { return }
        try? send("\r\u{1B}[K" + dimmed(text.withoutForeignControls, on: showsProgress), to: STDERR_FILENO)
    }

    /// Removes the progress line.
    func endProgress() {
        guard showsProgress else { return }
        try? send("\r\u{1B}[K", to: STDERR_FILENO)
    }

    /// Writes lines indented by `indent` columns. On a terminal, lines that are wider than the screen are wrapped.
    func printWrapped(_ text: String, indent: Int = 0) throws {
        guard canDraw else { return try print(text.withoutControls.indented(by: indent)) }
        let width = TerminalMode.size.width
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let margin = indent + line.prefix { $0 == " " }.count
            let rows = StyledText(String(repeating: " ", count: indent) + line).wrapped(to: width, indent: margin)
            for row in rows { try print(row.text) }
        }
    }

    /// Prints a value as JSON with sorted keys and ISO 8601 dates. Characters that control a terminal are escaped.
    func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        try send(String(decoding: try encoder.encode(value), as: UTF8.self).escapingControls + "\n", to: STDOUT_FILENO)
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
