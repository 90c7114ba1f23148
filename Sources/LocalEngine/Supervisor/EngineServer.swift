import Foundation
import OperatingSystem

/// A server that is a child of the supervisor and cannot outlive it.
///
/// A watchdog leads the process group of the server. It is a shell that reads a pipe whose other end only the
/// supervisor has. When the supervisor ends, even by `kill -9`, the kernel closes the pipe and the watchdog kills its
/// group. No process id is stored that could be reused, and this works on every Unix. In the other direction, the
/// standard input of the server is the writing end of a second pipe, which it does not use. When the server ends, the
/// kernel closes that pipe, and the supervisor notices without a signal.
final class EngineServer {
    /// A descriptor that becomes readable (end of file) when the server has ended.
    let ended: Int32
    let process: ChildProcess
    private let watchdog: ChildProcess
    /// The writing end of the watchdog's input, which only this process has.
    private let watchdogInput: Int32
    private var outcome: ChildProcess.End?

    /// Starts `command`. If that throws, the supervisor ends and the kernel closes what was opened.
    init(_ command: [String], environment: [String: String], log: Int32) throws(SystemError) {
        let watchdogPipe = try UnixPipe()
        let serverPipe = try UnixPipe()
        watchdog = try ChildProcess(
            ["/bin/sh", "-c", "while read -r line; do :; done; kill -s KILL 0"],
            environment: [:],
            input: watchdogPipe.reading,
            output: log,
            errors: log,
            family: .newGroup
        )
        process = try ChildProcess(
            command,
            environment: environment,
            input: serverPipe.writing,
            output: log,
            errors: log,
            family: .group(watchdog.id)
        )
        close(watchdogPipe.reading)
        close(serverPipe.writing)
        watchdogInput = watchdogPipe.writing
        ended = serverPipe.reading
    }

    /// Kills the server unless it has ended, waits for it, and returns how it ended.
    @discardableResult
    func end() -> ChildProcess.End {
        if let outcome { return outcome }
        kill(-watchdog.id, SIGKILL)
        close(watchdogInput)
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
