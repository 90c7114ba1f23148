import Answering
import Foundation
import RAGCore
import SQLiteStore

/// The index as it answers questions now, with everything that reads it. A new generation, whose embedding model may
/// be another one, is opened with the next question after it was published.
package actor ServingIndex {
    /// The parts that read one generation.
    private struct Opened: Sendable {
        let assembly: Assembly
        let store: SQLiteStore
        let generation: Int64?
        let embedder: any Embedder
        let model: (any ChatModel)?
        let prompts: PromptLibrary
        let pipelines = RecentCache<SearchFilter, AnswerPipeline>(capacity: 16)
        let retrievers = RecentCache<SearchFilter, any Retriever>(capacity: 16)
    }

    private var assembly: Assembly
    private var opened: Opened?
    private var opening: Task<Opened, any Error>?
    /// The number of times that other settings came. What was opened with earlier ones is not kept.
    private var round = 0

    /// Creates an index; it is opened when it is first needed.
    package init(_ assembly: Assembly) { self.assembly = assembly }

    /// Uses other settings from the next question on.
    package func use(_ assembly: Assembly) {
        self.assembly = assembly
        round += 1
        opened = nil
        opening = nil
    }

    /// Returns the pipeline that answers from the passages that `filter` allows. Throws `RAGError`.
    package func pipeline(where filter: SearchFilter) async throws -> AnswerPipeline {
        let opened = try await current()
        return try opened.pipelines.value(for: filter) {
            try opened.assembly.answerPipeline(
                with: opened.model,
                opened.prompts,
                on: opened.store,
                opened.embedder,
                where: filter
            )
        }
    }

    /// Returns the search of the passages that `filter` allows. Throws `RAGError`.
    package func retriever(where filter: SearchFilter) async throws -> any Retriever {
        let opened = try await current()
        return try opened.retrievers.value(for: filter) {
            try opened.assembly.ranking(opened.store, opened.embedder, nil, where: filter)
        }
    }

    /// Returns the result of `work`, which is done again where a new generation of the index replaced the one that it
    /// read and `mayRepeat` allows that. A search in a replaced generation finds nothing, or throws. Throws what `work`
    /// throws.
    package nonisolated func reading<Value: Sendable>(
        mayRepeat: @Sendable () -> Bool = { true },
        _ work: @Sendable () async throws -> Value
    ) async throws -> Value {
        while true {
            let generation = try await generation()
            let result: Result<Value, RAGError>
            do {
                result = .success(try await work())
            } catch let error as RAGError {
                result = .failure(error)
            }
            guard mayRepeat(), try await self.generation() != generation else { return try result.get() }
        }
    }

    /// Returns the embedding model of the index. Throws `RAGError`.
    package func embedder() async throws -> any Embedder { try await current().embedder }

    /// Returns the figures of the index. Throws `RAGError`.
    package func summary() async throws -> StoreSummary { try await current().store.summary() }

    /// Returns the generation that answers now; nil if none was published. Throws `RAGError`.
    package func generation() async throws -> Int64? { try await current().generation }

    private func current() async throws -> Opened {
        if let opened, try await opened.store.currentGeneration()?.id == opened.generation { return opened }
        if let opening {
            let round = round
            let opened = try await opening.value
            return round == self.round ? opened : try await current()
        }
        let task = Task { [assembly] in try await Self.open(assembly) }
        opening = task
        let round = round
        defer { if round == self.round { opening = nil } }
        let opened = try await task.value
        guard round == self.round else { return try await current() }
        self.opened = opened
        return opened
    }

    private static func open(_ assembly: Assembly) async throws -> Opened {
        let prompts = try PromptLibrary(folder: assembly.settings.prompts)
        let store = try SQLiteStore(at: assembly.settings.workspace.database, access: .readOnly)
        let generation = try await store.currentGeneration()
        return Opened(
            assembly: assembly,
            store: store,
            generation: generation?.id,
            embedder: try await assembly.embedder(for: store),
            model: try assembly.chatModel(),
            prompts: prompts
        )
    }
}
