import Foundation
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
                    var status: Int32 = 0
                    while waitpid(child, &status, 0) < 0, errno == EINTR {}
                    continuation.resume()
                }
            }
        }
    }

    /// Starts `words` and lets it go. What it prints goes nowhere.
    static func launch(_ words: [String]) throws {
        let child = try start(words, quiet: true)
        Thread.detachNewThread {
            var status: Int32 = 0
            while waitpid(child, &status, 0) < 0, errno == EINTR {}
        }
    }

    private static func start(_ words: [String], quiet: Bool) throws -> pid_t {
        #if canImport(Darwin)
            var (files, attributes): (posix_spawn_file_actions_t?, posix_spawnattr_t?)
        #else
            var (files, attributes) = (posix_spawn_file_actions_t(), posix_spawnattr_t())
        #endif
        posix_spawn_file_actions_init(&files)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&files)
            posix_spawnattr_destroy(&attributes)
        }
        if quiet {
            for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] {
                posix_spawn_file_actions_addopen(&files, descriptor, "/dev/null", O_RDWR, 0)
            }
        }
        // What kefu ignores or handles is again as in a program that begins.
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in [SIGINT, SIGTERM, SIGTSTP, SIGPIPE] { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))

        var arguments = words.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        var child: pid_t = 0
        let result = posix_spawnp(&child, words[0], &files, &attributes, &arguments, environ)
        guard result == 0 else {
            throw RAGError(
                .failed,
                "\(words[0]) cannot be started: \(String(cString: strerror(result)))",
                hint: "Name another program in PAGER, or install it"
            )
        }
        return child
    }
}
