import Foundation

/// The end of a process whose address space is limited and full: one sentence and exit code 1.
///
/// Without it, the process crashes where Swift or a library gets no memory, or waits for ever where no thread can start.
package enum MemoryWatch {
    /// The time for which there must be no place for a thread, in seconds, before the process ends.
    private static let patience = 5

    /// Begins to watch this process, until it ends.
    package static func start() {
        for number in [SIGABRT, SIGBUS, SIGILL, SIGSEGV, SIGTRAP] { signal(number) { _ in MemoryWatch.end() } }
        let thread = Thread { watch() }
        thread.stackSize = 1 << 16
        thread.start()
    }

    /// Looks each second whether a thread could start. Allocates nothing.
    private static func watch() {
        var failures = 0
        while failures < patience {
            sleep(1)
            failures = hasRoomForThread ? 0 : failures + 1
        }
        end()
    }

    /// Whether the stack of a thread finds a place.
    private static var hasRoomForThread: Bool {
        let stack = 8 << 20
        guard let place = mmap(nil, stack, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), place != MAP_FAILED else {
            return false
        }
        munmap(place, stack)
        return true
    }

    /// Ends the process at once, as a signal handler may.
    private static func end() -> Never {
        let sentence: StaticString = "kefu stopped, because its memory is limited. Raise the limit (ulimit -v).\n"
        _ = write(STDERR_FILENO, sentence.utf8Start, sentence.utf8CodeUnitCount)
        _exit(EXIT_FAILURE)
    }
}
