import Foundation
import OperatingSystem
import RAGCore

/// Starts other programs from a conversation.
///
/// Foundation's `Process` puts its child into a new process group on Linux, and such a child cannot read the keyboard.
enum ForegroundProgram {
    /// Runs a program to its end, in the terminal mode from before kefu held the terminal.
    ///
    /// Throws `RAGError` if the program cannot be started.
    static func run(_ words: [String]) async throws {
        let wasHeld = TerminalMode.isHeld
        TerminalMode.release()
        defer { if wasHeld { TerminalMode.hold() } }
        let child = try start(words, quiet: false)
        // While the program runs, Ctrl-C is meant for it.
        await Interrupts.ignoring {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    child.join()
                    continuation.resume()
                }
            }
        }
    }

    /// Starts a program without waiting for its end; its output is discarded.
    static func launch(_ words: [String]) throws {
        try start(words, quiet: true).joinInBackground()
    }

    private static func start(_ words: [String], quiet: Bool) throws(RAGError) -> ChildProcess {
        do {
            return try ChildProcess(
                words,
                environment: ProcessInfo.processInfo.environment,
                input: quiet ? nil : STDIN_FILENO,
                output: quiet ? nil : STDOUT_FILENO,
                errors: quiet ? nil : STDERR_FILENO,
                family: .parent
            )
        } catch {
            throw RAGError(
                .failed,
                "\(words[0]) cannot be started: \(error.reason)",
                hint: "Name another program in PAGER, or install it"
            )
        }
    }
}
