import Foundation
import OperatingSystem
import RAGCore

/// Keeps one server alive for all who use it, and ends it when it has been idle for long enough. Runs as a process of
/// its own, detached from any terminal: `kefu engine supervise FOLDER`, a command that people need not know.
///
/// It ends the server and itself on SIGTERM. Its log and the state file say what it did; neither has a customer's text.
package struct EngineSupervisor {
    /// A start that fails is tried once more (its port may have been taken); a server that dies later is started again
    /// after these pauses, in seconds, until it has died this often within ten minutes.
    static let startAttempts = 2
    static let restartPauses = [0, 0.5, 2, 5]
    /// Health checks in a row that a server may leave unanswered before it is taken for hung.
    static let patience = 3

    let folder: EngineFolder
    let order: EngineOrder
    /// Random, one for the life of this supervisor.
    let key: String
    let signals: StopSignals

    /// Takes its order from the run folder that `LocalEngine` made. Throws where there is none that can be read.
    package init(folder path: String) throws {
        folder = EngineFolder(URL(filePath: path, directoryHint: .isDirectory))
        guard let order = folder.order() else {
            throw RAGError(
                .failed,
                "There is no order for a local engine in \(path)",
                hint: "kefu starts engines itself"
            )
        }
        self.order = order
        var generator = SystemRandomNumberGenerator()
        key = (0..<4).map { _ in String(generator.next() as UInt64, radix: 36) }.joined()
        signals = try StopSignals()
    }

    /// Supervises until the engine has been idle, is told to stop, or has failed for good. Blocks its thread. Returns
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

    /// The lock that says this supervisor lives. Someone who just looks whether it is held has it for a moment.
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

    /// A server that answers; nil when told to stop meanwhile.
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
            // A server that lets strangers in is none of ours: another program took the port, or it knows no keys.
            guard LoopbackProbe.status(port: port, path: "/props", key: key) == 200,
                LoopbackProbe.status(port: port, path: "/props") == 401
            else { return .failed("the server on port \(port) does not ask for our key") }
            return .ready
        }
        return .failed("it was not ready within \(Int(order.startLimit)) s")
    }

    private enum End {
        case idle, stopped, died
    }

    /// Waits until the server has died or hangs, nobody has used it for the idle time, or a signal says stop.
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

    // MARK: - Words

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
    /// Why the supervisor gave up, for a person.
    fileprivate struct Failure: Error {
        let reason: String

        init(_ reason: String) {
            self.reason = reason
        }
    }
}
