import Answering
import Batch
import Foundation
import Guard
import Ingestion
import RAGCore
import SQLiteStore

extension Assembly {
    /// Returns a function that answers one row with `model`; without one, passages are quoted. A failing model is an
    /// error of the row: nobody waits for the answer, and the next run asks again. Throws `RAGError`.
    func rowAnswering(
        with model: (any ChatModel)?,
        journal: BatchJournal
    ) async throws -> @Sendable (BatchQuestion) async throws -> AnsweredRow {
        let pipeline = try await answerPipeline(
            with: model,
            quotesOnFailure: false
        )
        let (price, tokens, temperature) = (
            settings.completion.price, settings.completion.answerTokens, settings.completion.temperature
        )
        return { question in
            let answer = try await pipeline.answer(question.text)
            guard let price, let model else { return AnsweredRow(question, answer, cost: nil) }
            var cost: Double?
            for part in answer.parts.isEmpty ? [answer] : answer.parts {
                guard let usage = part.usage else { continue }
                let request = ChatRequest(
                    messages: part.trace.messages,
                    maximumTokens: tokens,
                    temperature: temperature
                )
                cost = (cost ?? 0) + price.cost(of: usage) * (await journal.share(of: model.name, to: request))
            }
            return AnsweredRow(question, answer, cost: cost)
        }
    }

    /// Returns an embedder that keeps its embeddings, so that no question is embedded twice. Throws `RAGError`.
    func questionEmbedder() async throws -> any Embedder {
        try await embedder(for: try SQLiteStore(at: settings.workspace.database, access: .readOnly))
    }

    /// Returns how many rows are answered at once, and how many questions are embedded together.
    func batchSettings(workers: Int?) -> BatchJob.Settings {
        var batch = BatchJob.Settings()
        batch.workers = workers ?? settings.profile.concurrentQuestions
        if settings.embedding.model.provider == .openai {
            batch.lot = settings.embedding.batchSize
            batch.lotsAtOnce = settings.embedding.concurrency
        } else {
            // The encoder distributes a lot over the cores; few large lots keep them busier than many small ones.
            batch.lot = 256
        }
        return batch
    }

    /// Returns a fingerprint of everything that an answer depends on: settings, prompts, calibration, word lists and
    /// the version of the index. Answers made with equal fingerprints are equal. Throws `RAGError`.
    func answerFingerprint() async throws -> String {
        let store = try SQLiteStore(at: settings.workspace.database, access: .readOnly)
        func words(_ lists: [WordGuard.List]) -> String { "[\(lists.map { "\($0.words) \($0.reply)" }.joined())]" }
        let guards = settings.guards
        // The form in which earlier versions wrote empty lists, so that their batches continue.
        var parts = ["1", "GuardSettings(questions: \(words(guards.questions)), answers: \(words(guards.answers)))"]
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
