import Foundation
import OperatingSystem

/// A server that runs as the supervisor's child and cannot outlive it.
///
/// A watchdog, a shell that reads a pipe whose other end only the supervisor has, leads the process group; the server
/// joins that group. When the supervisor ends, by `kill -9` or otherwise, the kernel closes the pipe and the watchdog
/// kills its whole group. No process id is remembered, so none can be mistaken, and it works on every Unix.
/// The other way round, the server's standard input is the writing end of a second pipe (it reads nothing), which the
/// kernel closes when the server ends: the supervisor sees that without a signal.
final class EngineServer {
    /// Becomes readable (end of file) when the server has ended.
    let ended: Int32
    let process: ChildProcess
    private let watchdog: ChildProcess
    private let leash: Int32
    private var outcome: ChildProcess.End?

    /// Starts `command`. Where that throws the supervisor ends, and the kernel closes what was opened.
    init(_ command: [String], environment: [String: String], log: Int32) throws(SystemError) {
        let leash = try UnixPipe()
        let life = try UnixPipe()
        watchdog = try ChildProcess(
            ["/bin/sh", "-c", "while read -r line; do :; done; kill -s KILL 0"],
            environment: [:],
            input: leash.reading,
            output: log,
            errors: log,
            family: .newGroup
        )
        process = try ChildProcess(
            command,
            environment: environment,
            input: life.writing,
            output: log,
            errors: log,
            family: .group(watchdog.id)
        )
        close(leash.reading)
        close(life.writing)
        self.leash = leash.writing
        ended = life.reading
    }

    /// Ends the server at once if it has not ended, waits for it, and tells how it ended.
    @discardableResult
    func end() -> ChildProcess.End {
        if let outcome { return outcome }
        kill(-watchdog.id, SIGKILL)
        close(leash)
        let outcome = process.join()
        self.outcome = outcome
        watchdog.join()
        close(ended)
        return outcome
    }

    deinit {
        end()
    }
}
