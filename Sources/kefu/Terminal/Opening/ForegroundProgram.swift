import Foundation
import OperatingSystem
import RAGCore

/// A program that is started from the conversation.
///
/// Foundation's `Process` gives its child a process group of its own on Linux, and so no right to the keyboard.
enum ForegroundProgram {
    /// Runs `words` until it ends, with the terminal as it was before kefu held it. Throws `RAGError` where it cannot be started.
    static func run(_ words: [String]) async throws {
        let wasHeld = TerminalMode.isHeld
        TerminalMode.release()
        defer { if wasHeld { TerminalMode.hold() } }
        let child = try start(words, quiet: false)
        // Ctrl-C is the program's now.
        await Interrupts.ignoring {
            await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    child.join()
                    continuation.resume()
                }
            }
        }
    }

    /// Starts `words` and lets it go. What it prints goes nowhere.
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
