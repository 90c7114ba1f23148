import Foundation
import OperatingSystem

/// The program that reads a document in a process of its own: `kefu read-document`.
///
/// Such a process can be ended: because it takes too long, or because the work is cancelled. It gets the bytes of the
/// document on stdin, and writes a `ReaderReply` to stdout.
package struct ReaderProcess: Sendable, Hashable {
    /// The path of the program.
    private let path: String
    /// The arguments before those of a document.
    private let arguments: [String]

    /// Creates a description of the program at `path`, with the arguments that make it read a document.
    package init(_ path: String, _ arguments: [String]) {
        (self.path, self.arguments) = (path, arguments)
    }

    /// The most that a document may take. Programs that it needs, such as OCR, have limits of their own, and the time
    /// that they take is not counted as processor time.
    private static let limits = ToolRun.Limits(
        seconds: 3_600,
        processorSeconds: processorSeconds,
        outputBytes: 400_000_000,
        memoryBytes: 3_000_000_000
    )
    private static let processorSeconds = 60.0

    /// Variables that the process needs to find other programs and its temporary files. It gets no keys.
    private static let variables = ["PATH", "HOME", "TMPDIR", "LD_LIBRARY_PATH"]

    /// Reads a document whose file name has `fileExtension`. Throws `ReadingError`; if the task is cancelled, one that
    /// nobody sees.
    func read(_ bytes: Data, _ fileExtension: String, name: String, columns: TableColumns?) throws(ReadingError)
        -> ReadDocument
    {
        let own = ProcessInfo.processInfo.environment
        let run: ToolRun
        do {
            run = try ToolRun(
                path,
                arguments + (columns.map { ["--columns", $0.text] } ?? []) + ["--", fileExtension, name],
                input: bytes,
                environment: Dictionary(
                    uniqueKeysWithValues: Self.variables.compactMap { key in own[key].map { (key, $0) } }
                ),
                limits: Self.limits,
                startsOthers: true
            )
        } catch {
            throw ReadingError("cannot be read in a process of its own: \(error.localizedDescription)")
        }
        if let reason = Self.reason(run.end) { throw ReadingError(reason) }
        guard let reply = try? JSONDecoder().decode(ReaderReply.self, from: run.output) else {
            throw ReadingError("could not be read: the process that read it gave no answer")
        }
        return try reply.document()
    }

    private static let advice = "divide it, or save it in a simpler format"

    /// Returns the reason why a process gave no document; nil if it ended by itself.
    private static func reason(_ end: ToolRun.End) -> String? {
        switch end {
        case .exited(code: 0): nil
        case .exited, .crashed: "could not be read: the process that read it ended early"
        case .tookTooLong: "takes more than an hour to read: \(advice)"
        case .usedTooMuchProcessorTime:
            "takes more than \(Int(processorSeconds)) s of processor time to read: \(advice)"
        case .wroteTooMuch: "holds more text than is read: divide it"
        case .usedTooMuchMemory: "takes more memory to read than is allowed: divide it"
        case .cancelled: "was not read, because the work was stopped"
        }
    }
}
