import Foundation
import RAGCore
import Testing

@testable import LocalEngine

/// A cache folder for one test, with the installed engine or with a stand-in.
///
/// The supervisor is the real one: the `kefu` that is built beside the tests.
final class Workbench {
    let cache: URL
    /// Engines that are stopped at the end of the test.
    private var engines: [LocalEngine] = []

    /// Whether a llama.cpp server and the small model are installed, by `scripts/setup --for-tests`.
    static var hasEngine: Bool {
        FileManager.default.fileExists(atPath: model.path)
            && EngineLauncher.find(cacheFolder: CacheFolder.url(), environment: environment) != nil
    }

    static let model = CacheFolder.models().appending(path: "smollm2-135m-instruct-q4_1.gguf")

    private static var environment: [String: String] { ProcessInfo.processInfo.environment }

    init() throws {
        cache = FileManager.default.temporaryDirectory.appending(path: "kefu-engine-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: cache.appending(path: "engine"),
            withIntermediateDirectories: true
        )
    }

    /// Returns an engine with the installed server and the small model.
    func engine(idleSeconds: Double = 60, contextTokens: Int = 1024) throws -> LocalEngine {
        let installed = CacheFolder.url().appending(path: "engine").path
        for name in try FileManager.default.contentsOfDirectory(atPath: installed) where name.hasPrefix("venv-") {
            let link = cache.appending(path: "engine/\(name)").path
            try? FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "\(installed)/\(name)")
        }
        return remember(
            LocalEngine(
                configuration(model: Self.model, idleSeconds: idleSeconds, contextTokens: contextTokens),
                environment: Self.environment
            )
        )
    }

    /// Returns an engine whose `llama-server` is a stand-in with this behaviour (see `StandInServer`).
    func engine(_ behaviour: StandInServer.Behaviour, idleSeconds: Double = 60) throws -> LocalEngine {
        try StandInServer.install(behaviour, in: cache)
        let model = cache.appending(path: "stand-in.gguf")
        try Data("GGUF".utf8).write(to: model)
        var environment = Self.environment
        environment["PATH"] = cache.path + ":" + (environment["PATH"] ?? "")
        environment["OPENAI_API_KEY"] = "a key of the user"
        return remember(
            LocalEngine(configuration(model: model, idleSeconds: idleSeconds), environment: environment)
        )
    }

    func configuration(model: URL, idleSeconds: Double = 60, contextTokens: Int = 1024) -> EngineConfiguration {
        EngineConfiguration(
            model: model,
            contextTokens: contextTokens,
            threads: 1,
            idleSeconds: idleSeconds,
            cacheFolder: cache,
            supervisor: [Self.kefu, "engine", "supervise"],
            startLimit: 60
        )
    }

    /// Stops the engines of the test and removes its files.
    func clear() async throws {
        for engine in engines { try await engine.stop() }
        try? FileManager.default.removeItem(at: cache)
    }

    private func remember(_ engine: LocalEngine) -> LocalEngine {
        engines.append(engine)
        return engine
    }

    /// The path of `kefu`, in the folder of the test bundle.
    private static let kefu: String = {
        let bundle = CommandLine.arguments.lazy.compactMap { $0.range(of: ".xctest").map($0.prefix(upTo:)) }.first
        let path = bundle.map(String.init) ?? CommandLine.arguments[0]
        return URL(filePath: path).deletingLastPathComponent().appending(path: "kefu").path
    }()
}

extension String {
    fileprivate func prefix(upTo range: Range<String.Index>) -> Substring { self[..<range.upperBound] }
}

/// Gives `body` a workbench and clears it afterwards.
func withWorkbench(_ body: (Workbench) async throws -> Void) async throws {
    let bench = try Workbench()
    do {
        try await body(bench)
    } catch {
        try await bench.clear()
        throw error
    }
    try await bench.clear()
}

/// Returns whether `condition` becomes true within `seconds`. Checks it every 5 ms.
func eventually(within seconds: Double = 120, _ condition: () -> Bool) async throws -> Bool {
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline {
        if condition() { return true }
        try await Task.sleep(for: .milliseconds(5))
    }
    return condition()
}

/// Returns whether a server answers on the port.
func answers(_ port: UInt16) -> Bool {
    LoopbackProbe.status(port: port, path: "/health", seconds: 2) != nil
}
