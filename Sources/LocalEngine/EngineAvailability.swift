import Foundation

/// Whether the local engine can run on this machine.
package enum EngineAvailability: Sendable, Hashable {
    case available(EngineLauncher)
    /// The reason and a remedy, one sentence each without a full stop.
    case unavailable(reason: String, hint: String)
}

extension EngineAvailability {
    /// The bytes that the server needs beside the weights: context, compute buffers, cached prompts, Python.
    static let overhead = 700_000_000

    /// Checks the model file, the server, the processor and the memory, and starts nothing.
    ///
    /// `freeMemory` is in bytes, and nil if it does not matter or is not known.
    static func check(
        _ configuration: EngineConfiguration,
        environment: [String: String],
        freeMemory: Int?
    ) -> EngineAvailability {
        let model = configuration.model.path
        guard let size = (try? FileManager.default.attributesOfItem(atPath: model))?[.size] as? Int else {
            return .unavailable(
                reason: "The local completion model \(model) does not exist",
                hint: "Run scripts/setup, or set OPENAI_API_KEY to use a service"
            )
        }
        let found = EngineLauncher.find(cacheFolder: configuration.cacheFolder, environment: environment)
        guard let launcher = found else {
            return .unavailable(
                reason: "No llama.cpp server is installed for the local completion model",
                hint: "Run scripts/setup, or put llama-server on PATH"
            )
        }
        if case .python = launcher, !Processor.hasVectorInstructions() {
            return .unavailable(
                reason: "This processor lacks AVX2, which the local completion engine needs",
                hint: "Put a llama-server for this processor on PATH, or set OPENAI_API_KEY to use a service"
            )
        }
        if let free = freeMemory, free < size + overhead {
            return .unavailable(
                reason: "The local completion model needs \(gigabytes(size + overhead)) of memory,"
                    + " and \(gigabytes(free)) are free",
                hint: "Close other programs, or run scripts/setup --model small"
            )
        }
        return .available(launcher)
    }

    private static func gigabytes(_ bytes: Int) -> String {
        "\(Double(bytes / 100_000_000) / 10) GB"
    }
}
