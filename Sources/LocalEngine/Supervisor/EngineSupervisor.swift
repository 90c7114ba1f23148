import Foundation
import OperatingSystem
import RAGCore

/// Keeps one server running for all its users, and ends it when it has been idle for long enough.
///
/// It runs as a process of its own without a terminal: `kefu engine supervise FOLDER`, a command that is not meant for
/// people. SIGTERM ends the server and the supervisor. The log and the state file say what the supervisor did, and
/// contain no text of customers.
package struct EngineSupervisor {
    /// A failed start is tried once more, because the port may have been taken. A server that dies later is restarted
    /// after these pauses, in seconds. If it dies more often within ten minutes, the supervisor gives up.
    static let startAttempts = 2
    static let restartPauses = [0, 0.5, 2, 5]
    /// The number of unanswered health checks in a row after which a server counts as hung.
    static let patience = 3

    let folder: EngineFolder
    let order: EngineOrder
    /// The random key of the server, the same as long as this supervisor runs.
    let key: String
    let signals: StopSignals

    /// Reads the order in the run folder that `LocalEngine` created. Throws `RAGError` if there is none that can be
    /// read.
    package init(folder path: String) throws {
        folder = EngineFolder(URL(filePath: path, directoryHint: .isDirectory))
        guard let order = folder.order() else {
            throw RAGError(
                .failed,
                "The settings of a local engine in \(path) cannot be read",
                hint: "Do not run this command by hand: kefu starts engines itself"
            )
        }
        self.order = order
        var generator = SystemRandomNumberGenerator()
        key = (0..<4).map { _ in String(generator.next() as UInt64, radix: 36) }.joined()
        signals = try StopSignals()
    }

    /// Supervises until the engine has been idle, is asked to stop, or has failed for good. Blocks the thread. Returns
    /// the exit code.
    package func run() -> Int32 {
        umask(0o077)
        _ = chdir("/")
        guard let lock = lockOrGiveUp() else { return 0 }
        let code = superviseToTheEnd()
        _ = consume lock
        return code
    }

    private func superviseToTheEnd() -> Int32 {
        do {
            try supervise()
            folder.removeState()
            return 0
        } catch {
            let reason = (error as? Failure)?.reason ?? "\(error)"
            say("giving up: \(reason)")
            try? folder.write(state(.failed, reason: reason))
            return 1
        }
    }

    /// Returns the lock that shows that this supervisor runs; nil if another one holds it for a second. A process that
    /// only tests the lock holds it for a moment.
    private func lockOrGiveUp() -> FileLock? {
        for _ in 0..<500 {
            if let lock = try? FileLock(.exclusive, folder.supervisor) { return lock }
            usleep(2000)
        }
        say("another supervisor lives")
        return nil
    }

    private func supervise() throws {
        var deaths: [ContinuousClock.Instant] = []
        while true {
            guard let server = try startServer() else { return }
            switch watch(server) {
            case .idle, .stopped:
                folder.removeState()
                server.end()
                return
            case .died:
                try folder.write(state(.starting))
                let end = server.end()
                deaths = deaths.filter { $0 > .now - .seconds(600) } + [.now]
                guard deaths.count <= Self.restartPauses.count else {
                    throw Failure("it died \(deaths.count) times: \(folder.lastLogLines ?? end.description)")
                }
                say("the server died; starting it again")
                if signals.wait(for: nil, seconds: Self.restartPauses[deaths.count - 1]) == .signal { return }
            }
        }
    }

    // MARK: - One server

    /// Starts a server and returns it when it answers; nil if a signal asked to stop.
    private func startServer() throws -> EngineServer? {
        try folder.write(state(.starting))
        let threads = order.threads ?? Processor.threads()
        for attempt in 1... {
            guard let port = LoopbackProbe.freePort() else { throw Failure("no port is free") }
            let server = try EngineServer(
                order.launcher.command,
                environment: environment.merging(
                    EngineLauncher.environment(for: order, port: port, key: key, threads: threads)
                ) { $1 },
                log: STDERR_FILENO
            )
            switch waitUntilReady(server, port) {
            case .ready:
                say("ready on port \(port) with \(threads) threads")
                try folder.write(
                    state(.ready, server: server.process.id, port: port, threads: threads)
                )
                return server
            case .stopped:
                server.end()
                return nil
            case .failed(let reason):
                let end = server.end()
                if attempt == Self.startAttempts {
                    throw Failure(reason ?? folder.lastLogLines ?? end.description)
                }
            }
        }
        return nil
    }

    private enum Start {
        case ready, stopped
        case failed(String?)
    }

    private func waitUntilReady(_ server: EngineServer, _ port: UInt16) -> Start {
        let deadline = ContinuousClock.now + .seconds(order.startLimit)
        while ContinuousClock.now < deadline {
            switch signals.wait(for: server.ended, seconds: 0.025) {
            case .signal: return .stopped
            case .ended: return .failed(nil)
            case .nothing: break
            }
            guard LoopbackProbe.status(port: port, path: "/health") == 200 else { continue }
            // A server that accepts requests without the key is another program, or does not support keys.
            guard LoopbackProbe.status(port: port, path: "/props", key: key) == 200,
                LoopbackProbe.status(port: port, path: "/props") == 401
            else { return .failed("the server on port \(port) does not check its key") }
            return .ready
        }
        return .failed("it was not ready within \(Int(order.startLimit)) s")
    }

    private enum End {
        case idle, stopped, died
    }

    /// Waits until the server dies or hangs, the idle time is over, or a signal arrives.
    private func watch(_ server: EngineServer) -> End {
        let interval = min(5, max(0.05, order.idleSeconds / 4))
        guard let port = folder.state()?.port else { return .died }
        var lastUse = Date()
        var unanswered = 0
        while true {
            switch signals.wait(for: server.ended, seconds: interval) {
            case .signal: return .stopped
            case .ended: return .died
            case .nothing: break
            }
            if let lock = try? FileLock(.exclusive, folder.lease) {
                lastUse = max(lastUse, FileLock.touched(folder.lease) ?? lastUse)
                if -lastUse.timeIntervalSinceNow >= order.idleSeconds {
                    folder.removeState()  // under the lock: whoever comes now starts anew
                    _ = consume lock
                    say("idle for \(Int(order.idleSeconds)) s")
                    return .idle
                }
            } else {
                lastUse = Date()
                let answer = LoopbackProbe.status(port: port, path: "/health", seconds: 5)
                unanswered = answer == 200 ? 0 : unanswered + 1
                if unanswered == Self.patience {
                    say("the server hangs")
                    return .died
                }
            }
        }
    }

    // MARK: - State and log

    private var environment: [String: String] { ProcessInfo.processInfo.environment }

    private func state(
        _ phase: EngineState.Phase,
        server: pid_t = 0,
        port: UInt16 = 0,
        threads: Int = 0,
        reason: String? = nil
    ) -> EngineState {
        EngineState(
            phase: phase,
            supervisor: getpid(),
            server: server,
            port: port,
            key: phase == .ready ? key : "",
            modelName: order.modelName,
            threads: threads,
            reason: reason
        )
    }

    private func say(_ text: String) {
        let line = "\(EngineFolder.supervisorPrefix)\(getpid()): \(text)\n"
        try? FileHandle.standardError.write(contentsOf: Data(line.utf8))  // a full disk is no reason to end
    }
}

extension EngineSupervisor {
    /// The reason why the supervisor gave up, in words for a person.
    fileprivate struct Failure: Error {
        let reason: String

        init(_ reason: String) {
            self.reason = reason
        }
    }
}
