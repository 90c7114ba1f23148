import Answering
import Batch
import Foundation
import Ingestion
import RAGCore
import SQLiteStore

/// What answers a file of questions: the parts that answer customers, without a conversation.
extension Assembly {
    /// What answers a row in the words of `model`. A failing model is an error here: nobody waits for an answer, and the next run
    /// asks again.
    func rowAnswering(
        with model: (any ChatModel)?,
        journal: BatchJournal
    ) async throws -> @Sendable (BatchQuestion) async throws -> AnsweredRow {
        let pipeline = try await answerPipeline(
            with: model,
            isLocal: model != nil && writesLocally,
            quotesWhenModelFails: false
        )
        let (price, tokens, temperature) = (settings.completionPrice, settings.answerTokens, settings.temperature ?? 0)
        return { question in
            let answer = try await pipeline.answer(question.text)
            var cost: Double?
            if let price, let model, let usage = answer.usage {
                let request = ChatRequest(
                    messages: answer.trace.messages,
                    maximumTokens: tokens,
                    temperature: temperature
                )
                cost = price.cost(of: usage) * (await journal.share(of: model.name, to: request))
            }
            return AnsweredRow(question, answer, cost: cost)
        }
    }

    /// What embeds questions; they are kept, so that none is embedded twice.
    func questionEmbedder() async throws -> any Embedder {
        try await embedder(for: try SQLiteStore(at: settings.workspace.database, access: .readOnly))
    }

    /// Whether answers are written on this machine.
    private var writesLocally: Bool { [.local, .auto].contains(settings.completion.provider) }

    /// How many rows are answered at once, and how many questions are embedded together.
    func batchSettings(workers: Int?) -> BatchJob.Settings {
        var batch = BatchJob.Settings()
        let cores = ProcessInfo.processInfo.activeProcessorCount
        switch settings.completion.provider {
        // Twice what the service is asked at once, so that no place stands empty while rows are searched for.
        case .openai: batch.workers = 2 * settings.completionPace.concurrency
        // The engine answers one after the other.
        case .local, .auto: batch.workers = 1
        case .none: batch.workers = 2 * cores
        }
        if let workers { batch.workers = workers }
        if settings.embedding.provider == .openai {
            batch.lot = settings.embeddingBatch
            batch.lotsAtOnce = settings.embeddingConcurrency
        } else {
            // The encoder shares a lot out among the cores; few long ones keep them busier than many short ones.
            batch.lot = 256
        }
        return batch
    }

    /// What tells the present state of all that an answer depends on from every other: settings, prompts, calibration, word lists
    /// and the index. Equal states, equal answers.
    func batchState() async throws -> String {
        let store = try SQLiteStore(at: settings.workspace.database, access: .readOnly)
        var parts = ["1", "\(settings.guards)"]
        if let model = try await store.currentGeneration()?.recipe.model {
            let version = try await store.withSnapshot(for: model) { $0.version }
            parts += [model.description, version.map { "\($0.generation) \($0.revision)" } ?? "empty"]
        }
        parts += settings.reports.map { "\($0.name)=\($0.value)" }
        parts.append((try? String(contentsOf: StoredCalibration(settings.workspace).file, encoding: .utf8)) ?? "")
        for language in Language.allCases {
            for name in PromptName.allCases {
                let file = settings.prompts.appending(path: "\(language.rawValue)/\(name.rawValue).mustache")
                parts.append((try? String(contentsOf: file, encoding: .utf8)) ?? "")
            }
        }
        try? store.close()
        return String(ContentHash.of(parts.map { "\($0.utf8.count):\($0)" }.joined()).prefix(16))
    }
}
