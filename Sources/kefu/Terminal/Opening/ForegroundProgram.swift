import Foundation
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
                    var status: Int32 = 0
                    while waitpid(child, &status, 0) < 0, errno == EINTR {}
                    continuation.resume()
                }
            }
        }
    }

    /// Starts a program without waiting for its end; its output is discarded.
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
        // The child gets the default action for every signal that kefu ignores or handles.
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
