import Answering
import Evaluation
import Foundation
import Ingestion
import OpenAIClient
import RAGCore
import SQLiteStore

extension Assembly {
    /// Returns the assembly whose search is judged: on an index of its own for the documents in `corpus`, or on that of
    /// the workspace if it is nil. Each embedding model and chunker has its own index, so that comparing two rebuilds
    /// neither. `questions` keeps the embeddings of questions for all of them. Throws `RAGError`.
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

    /// Returns the evaluation of the search on the index, its embedder, and a summary of the index. Throws `RAGError`.
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
    /// The folder of the indexes of evaluation sets: in the workspace, or in the user's cache if there is no
    /// `kefu.yaml`.
    var evaluations: URL {
        let isWorkspace = FileManager.default.fileExists(atPath: configuration.path)
        return (isWorkspace ? derived : CacheFolder.url()).appending(path: "evaluations", directoryHint: .isDirectory)
    }
}
