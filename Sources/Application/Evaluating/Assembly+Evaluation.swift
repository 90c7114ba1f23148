import Answering
import Evaluation
import Foundation
import Ingestion
import OpenAIClient
import RAGCore
import SQLiteStore

/// The judge's side: the parts that answer customers, on the workspace's index or on one of the cases' own documents.
extension Assembly {
    /// The same parts on an index of its own for the documents in `corpus`. Another chunker or embedding model has
    /// another index, so that comparing two builds neither anew; embeddings of questions are kept for all of them.
    func judging(_ corpus: URL?, questions: any EmbeddingCache) throws -> Assembly {
        guard let corpus else { return Assembly(settings, notify: notify, questions: questions) }
        let recipe = RefreshTools(chunker: chunker, embedder: try embedder()).recipe
        let key = [corpus.standardizedFileURL.path, recipe.model.description, recipe.chunker].joined(separator: "\n")
        let name = corpus.deletingLastPathComponent().lastPathComponent + "-" + ContentHash.of(key).prefix(12)
        var settings = settings
        settings.workspace.derived = settings.workspace.evaluations.appending(path: name, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(at: settings.workspace.derived, withIntermediateDirectories: true)
        return Assembly(settings, notify: notify, questions: questions)
    }

    /// What judges the search on the index as it stands, and what there is in it.
    func evaluation() async throws -> (evaluation: SearchEvaluation, embedder: any Embedder, index: StoreSummary) {
        let store = try SQLiteStore(at: settings.workspace.database, access: .readOnly)
        let embedder = try await embedder(for: store)
        let evaluation = SearchEvaluation(
            stored: storedAnswers(store, embedder),
            search: try search(store, embedder, try chatModel(), try PromptLibrary(folder: settings.prompts)),
            policy: try policy(for: embedder.model)
        )
        return (evaluation, embedder, try await store.summary())
    }
}

extension Workspace {
    /// Where indexes of evaluation sets lie: in the workspace, or the user's cache where there is none.
    var evaluations: URL {
        let isWorkspace = FileManager.default.fileExists(atPath: configuration.path)
        return (isWorkspace ? derived : CacheFolder.url()).appending(path: "evaluations", directoryHint: .isDirectory)
    }
}
