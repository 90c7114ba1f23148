import Foundation
import RAGCore

/// The local model, the settings of its server, and the command that supervises it.
package struct EngineConfiguration: Sendable, Hashable {
    /// The GGUF file.
    package var model: URL
    /// The most tokens of prompt and reply of one request. Memory grows with it: about 28 kB a token for the 1.5B
    /// model.
    package var contextTokens: Int
    /// The number of computing threads; nil to choose by the cores that are free when the engine starts (`Processor`).
    package var threads: Int?
    /// The seconds that the engine keeps running after its last user has gone.
    package var idleSeconds: Double
    /// The folder of the engine's files, shared by all workspaces of the user.
    package var cacheFolder: URL
    /// The program and arguments that run `EngineSupervisor`. The run folder is appended as the last argument.
    package var supervisor: [String]
    /// The most seconds that a start may take. A cold disk first reads a gigabyte.
    package var startLimit: Double

    /// Describes an engine with a context of 4096 tokens that ends after 15 idle minutes, unless told otherwise.
    package init(
        model: URL,
        contextTokens: Int = 4096,
        threads: Int? = nil,
        idleSeconds: Double = 15 * 60,
        cacheFolder: URL = CacheFolder.url(),
        supervisor: [String],
        startLimit: Double = 180
    ) {
        self.model = model
        self.contextTokens = contextTokens
        self.threads = threads
        self.idleSeconds = idleSeconds
        self.cacheFolder = cacheFolder
        self.supervisor = supervisor
        self.startLimit = startLimit
    }

    /// The name of the model at the server: its file name without the extension.
    package var modelName: String { model.deletingPathExtension().lastPathComponent }

    /// The name of the run folder. Commands with the same model, context and threads share one engine. FNV-1a, 64 bit;
    /// it is a name, not a secret.
    var identity: String {
        let text = [model.path, String(contextTokens), threads.map(String.init) ?? "auto"].joined(separator: "\n")
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}
