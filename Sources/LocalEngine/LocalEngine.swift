import Foundation
import OperatingSystem
import RAGCore

/// The embedded completion model: a llama.cpp server on a loopback port, started once and shared by the commands of a
/// user, in all workspaces, until it has been idle for a while.
///
/// It speaks the OpenAI protocol, so a lease is all a client needs. The server is kept by a supervisor, a detached
/// process that outlives this one; see `EngineSupervisor` for how neither is left behind.
package struct LocalEngine: Sendable {
    let configuration: EngineConfiguration
    let environment: [String: String]
    let folder: EngineFolder

    package init(
        _ configuration: EngineConfiguration,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.configuration = configuration
        self.environment = environment
        folder = EngineFolder(for: configuration)
    }

    /// The name the server knows the model by.
    package var modelName: String { configuration.modelName }

    /// Whether the engine runs or could be started here; starts nothing. One that runs has its memory already.
    package func availability() -> EngineAvailability {
        EngineAvailability.check(
            configuration,
            environment: environment,
            freeMemory: folder.hasSupervisor() ? nil : Memory.available()
        )
    }

    /// The engine, started if it does not run: at once where it does (two small files are read, nothing is sent), else
    /// after some seconds; `onStart` is called once with the model's name before that wait.
    ///
    /// Throws `RAGError`: `notConfigured` where the engine cannot run here, `serviceFailed` with the server's own
    /// reason where it does not start, `timedOut` after `startLimit`.
    package func acquire(onStart: (@Sendable (String) -> Void)? = nil) async throws -> EngineLease {
        try folder.create()
        guard let lock = try await folder.waitForLease(seconds: 30) else {
            throw RAGError(
                .timedOut,
                "The local engine has been ending for 30 s",
                hint: "Look at \(folder.log.path)"
            )
        }
        lock.touch()
        if let state = readyState() { return try lease(state, lock) }
        onStart?(configuration.modelName)
        return try lease(try await start(), lock)
    }

    /// An engine that answers, after a request with `lease` failed to reach it: the same lease where the server is
    /// well after all, else a new one when the supervisor has restarted it. Throws as `acquire` does.
    package func reacquire(
        after lease: EngineLease,
        onStart: (@Sendable (String) -> Void)? = nil
    ) async throws -> EngineLease {
        if let state = readyState(), state.port == lease.port, state.server == lease.serverID,
            await answers(state)
        {
            return lease
        }
        let deadline = ContinuousClock.now + .seconds(configuration.startLimit)
        while ContinuousClock.now < deadline {
            let next = try await acquire(onStart: onStart)
            if let state = readyState(), state.port == next.port, await answers(state) {
                lease.release()
                return next
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        throw tookTooLong()
    }

    /// What runs now; nil where nothing does.
    package func status() -> EngineStatus? {
        guard folder.hasSupervisor(), let state = folder.state() else { return nil }
        let lastUse = FileLock.touched(folder.lease) ?? .now
        return EngineStatus(
            isReady: state.phase == .ready,
            modelName: state.modelName,
            supervisorID: state.supervisor,
            serverID: state.server,
            port: state.port,
            threads: state.threads,
            isInUse: !FileLock.isFree(.exclusive, folder.lease),
            idleLeft: max(0, configuration.idleSeconds + lastUse.timeIntervalSinceNow),
            log: folder.log
        )
    }

    /// Ends the engine, whoever uses it; returns when it is gone. Nothing happens where none runs.
    ///
    /// A supervisor that has just begun, or is ending by itself, names no process yet or no more; it is waited for.
    /// Throws `timedOut` where one is still there after 20 s.
    package func stop() async throws {
        for signal in [SIGTERM, SIGKILL] {
            let deadline = ContinuousClock.now + .seconds(10)
            var told: Int32?
            while ContinuousClock.now < deadline {
                guard folder.hasSupervisor() else { return }
                if let supervisor = folder.state()?.supervisor, supervisor != told {
                    kill(supervisor, signal)
                    told = supervisor
                }
                try await Task.sleep(for: .milliseconds(10))
            }
        }
        throw RAGError(.timedOut, "The local engine has not ended within 20 s", hint: "Look at \(folder.log.path)")
    }
}
