import Foundation
import OperatingSystem
import RAGCore

extension LocalEngine {
    /// Returns the state of an engine that is ready; nil if there is none. Sends no request.
    func readyState() -> EngineState? {
        guard let state = folder.state(), state.phase == .ready, folder.hasSupervisor() else { return nil }
        return state
    }

    func lease(_ state: EngineState, _ lock: consuming FileLock) throws(RAGError) -> EngineLease {
        guard let lease = EngineLease(state, lock: lock) else {
            throw RAGError(.failed, "The local engine published no valid address", hint: "Look at \(folder.log.path)")
        }
        return lease
    }

    /// Returns whether the server answers its health check within two seconds.
    func answers(_ state: EngineState) async -> Bool {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                let status = LoopbackProbe.status(port: state.port, path: "/health", seconds: 2)
                continuation.resume(returning: status == 200)
            }
        }
    }

    /// Starts a supervisor unless one runs, and waits until its engine is ready. The caller holds the lease, so that
    /// the supervisor is not idle meanwhile.
    func start() async throws -> EngineState {
        let deadline = ContinuousClock.now + .seconds(configuration.startLimit)
        var child: ChildProcess?
        while ContinuousClock.now < deadline {
            if let state = readyState() { return state }
            if let started = child, started.hasEnded() {
                guard folder.hasSupervisor() else { throw reasonOfFailure() }
                child = nil  // another one was quicker
            }
            if child == nil, !folder.hasSupervisor() { child = try await spawnSupervisor() }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw tookTooLong()
    }

    func tookTooLong() -> RAGError {
        RAGError(
            .timedOut,
            "The local completion model was not ready within \(Int(configuration.startLimit)) s",
            hint: "Look at \(folder.log.path), or use a smaller model"
        )
    }

    /// Starts a supervisor and returns when it runs or has ended; nil if another process is starting one.
    private func spawnSupervisor() async throws -> ChildProcess? {
        guard let starter = try folder.takeStarter(), !folder.hasSupervisor() else { return nil }
        let launcher: EngineLauncher
        switch availability() {
        case .available(let found): launcher = found
        case .unavailable(let reason, let hint): throw RAGError(.notConfigured, reason, hint: hint)
        }
        folder.removeState()
        try folder.write(
            EngineOrder(
                launcher: launcher,
                model: configuration.model.path,
                modelName: configuration.modelName,
                contextTokens: configuration.contextTokens,
                threads: configuration.threads,
                idleSeconds: configuration.idleSeconds,
                startLimit: configuration.startLimit
            )
        )
        let log = open(folder.log.path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o600)
        defer { close(log) }
        let child: ChildProcess
        do {
            child = try ChildProcess(
                configuration.supervisor + [folder.url.path],
                environment: cleanEnvironment,
                output: log,
                errors: log,
                family: .newSession
            )
        } catch {
            throw RAGError(.failed, "The local engine's supervisor cannot be started", hint: nil, cause: error)
        }
        child.joinInBackground()  // it may end long before a chat does
        while !folder.hasSupervisor(), !child.hasEnded() {
            try await Task.sleep(for: .milliseconds(2))
        }
        _ = consume starter
        return child
    }

    /// The variables that a program needs to run. The user's keys are not among them.
    private var cleanEnvironment: [String: String] {
        let kept = ["PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "LD_LIBRARY_PATH"]
        return environment.filter { kept.contains($0.key) }
    }

    private func reasonOfFailure() -> RAGError {
        let said = folder.state()?.reason ?? folder.lastLogLines ?? "it gave no reason"
        return RAGError(
            .serviceFailed,
            "The local completion model could not be started: \(said)",
            hint: "Look at \(folder.log.path), or set OPENAI_API_KEY to use a service"
        )
    }
}
