import Foundation
import RAGCore

/// Which local model is served, how, and by whose command it is kept alive.
package struct EngineConfiguration: Sendable, Hashable {
    /// The GGUF file.
    package var model: URL
    /// Tokens of prompt and reply together that one request may have. Memory grows with it: about 28 kB a token for
    /// the 1.5B model.
    package var contextTokens: Int
    /// Threads that compute; nil to choose by the cores that are free when the engine starts (`Processor`).
    package var threads: Int?
    /// How long the engine stays after its last user has gone, in seconds.
    package var idleSeconds: Double
    /// Where the engine's own files lie, shared by all workspaces of the user.
    package var cacheFolder: URL
    /// The program and arguments that run `EngineSupervisor`; the run folder is appended as the last argument.
    package var supervisor: [String]
    /// How long a start may take, in seconds; a cold disk reads a gigabyte first.
    package var startLimit: Double

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

    /// The name the server knows the model by: its file name without the extension.
    package var modelName: String { model.deletingPathExtension().lastPathComponent }

    /// One engine runs for each of these: who wants the same settings shares it. FNV-1a, 64 bit; a name, not a secret.
    var identity: String {
        let text = [model.path, String(contextTokens), threads.map(String.init) ?? "auto"].joined(separator: "\n")
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}
