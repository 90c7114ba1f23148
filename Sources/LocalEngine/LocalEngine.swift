import Foundation
import OperatingSystem
import RAGCore

/// The local completion model: a llama.cpp server on a loopback port. All commands of a user share it, in all
/// workspaces, until it has been idle for a while.
///
/// It speaks the OpenAI protocol, so a client needs only a lease. A supervisor, a detached process that outlives this
/// one, keeps the server running. `EngineSupervisor` explains how neither is left behind.
package struct LocalEngine: Sendable {
    let configuration: EngineConfiguration
    let environment: [String: String]
    let folder: EngineFolder

    /// Creates an engine. The variables of `environment` find the server and, apart from keys, go to the supervisor.
    package init(
        _ configuration: EngineConfiguration,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.configuration = configuration
        self.environment = environment
        folder = EngineFolder(for: configuration)
    }

    /// The name of the model at the server.
    package var modelName: String { configuration.modelName }

    /// Returns whether the engine runs or can be started here, without starting it. A running engine has its memory
    /// already.
    package func availability() -> EngineAvailability {
        EngineAvailability.check(
            configuration,
            environment: environment,
            freeMemory: folder.hasSupervisor() ? nil : Memory.available()
        )
    }

    /// Returns a lease of the engine, and starts the engine if it does not run.
    ///
    /// If it runs, this reads two small files and sends nothing. If not, it takes some seconds, and `onStart` is called
    /// once before them with the name of the model. Throws `RAGError`: `notConfigured` if the engine cannot run here,
    /// `serviceFailed` with the server's own reason if it does not start, `timedOut` after `startLimit`.
    package func acquire(onStart: (@Sendable (String) -> Void)? = nil) async throws -> EngineLease {
        try folder.create()
        guard let lock = try await folder.waitForLease(seconds: 30) else {
            throw RAGError(
                .timedOut,
                "The local engine is still stopping after 30 s",
                hint: "Look at \(folder.log.path)"
            )
        }
        lock.touch()
        if let state = readyState() { return try lease(state, lock) }
        onStart?(configuration.modelName)
        return try lease(try await start(), lock)
    }

    /// Returns a lease of an engine that answers, after a request with `lease` did not reach it.
    ///
    /// It is the same lease if the server answers after all, or a new one when the supervisor has restarted it. Throws
    /// like `acquire`.
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

    /// Returns the state of the running engine; nil if none runs.
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

    /// Ends the engine, whether or not it is in use, and returns when it is gone. Does nothing if none runs.
    ///
    /// A supervisor that is just starting or ending may name no process, and is waited for. Throws `timedOut` if one
    /// still runs after 20 s.
    package func stop() async throws {
        for signal in [SIGTERM, SIGKILL] {
            let deadline = ContinuousClock.now + .seconds(10)
            var signalled: Int32?
            while ContinuousClock.now < deadline {
                guard folder.hasSupervisor() else { return }
                if let supervisor = folder.state()?.supervisor, supervisor != signalled {
                    kill(supervisor, signal)
                    signalled = supervisor
                }
                try await Task.sleep(for: .milliseconds(10))
            }
        }
        throw RAGError(.timedOut, "The local engine has not ended within 20 s", hint: "Look at \(folder.log.path)")
    }
}
