import Foundation
import Ingestion
import OpenAIClient
import RAGCore
import SQLiteStore

/// The write side.
extension Assembly {
    /// What brings the index up to the knowledge base, the copies of web pages among it, and the store that it writes
    /// to.
    func refresh() async throws -> (job: KnowledgeBaseRefresh, store: SQLiteStore) {
        try refresh(of: try await knowledgeBase())
    }

    private func knowledgeBase() async throws -> KnowledgeBase {
        let readers = DocumentReaders(columns: settings.knowledgeBase.columns)
        return try KnowledgeBase(
            try await folders(),
            mirrors: try settings.knowledgeBase.sources.compactMap { try mirror($0, readers) },
            readers: readers,
            sizeLimit: settings.knowledgeBase.byteLimit
        )
    }

    /// What brings the index up to `knowledgeBase`, made as the settings say, and the store that it writes to.
    func refresh(of knowledgeBase: KnowledgeBase) throws -> (job: KnowledgeBaseRefresh, store: SQLiteStore) {
        let store = try SQLiteStore(at: settings.workspace.database, access: .readWrite)
        let embedder = try embedder()
        let isRemote = settings.embedding.model.provider == .openai
        let job = KnowledgeBaseRefresh(
            of: knowledgeBase,
            with: RefreshTools(
                chunker: chunker,
                embedder: patient(embedder)
            ),
            store: store,
            cache: store,
            settings: RefreshSettings(
                batchSize: isRemote ? settings.embedding.batchSize : 64,
                concurrentBatches: isRemote ? settings.embedding.concurrency : 1,
                removalShare: settings.refresh.removalShare,
                pricePerMillionTokens: settings.embedding.pricePerMillionTokens
            ),
            toolsOf: { recipe in
                guard let chunker = Chunker(recipe: recipe.chunker) else { throw recipe.cannotBeMade }
                return RefreshTools(chunker: chunker, embedder: patient(try self.embedder(of: recipe.model)))
            }
        )
        return (job, store)
    }

    /// What cuts documents.
    package var chunker: Chunker { Chunker(budget: settings.chunking.tokens, overlap: settings.chunking.overlapTokens) }

    /// Makes the vector files agree with `store`, so that the first search need not.
    func bringVectorsUpToDate(_ store: SQLiteStore) async throws {
        guard let current = try await store.currentGeneration() else { return }
        for index in [vectors(of: store, current.recipe.model), storedQuestions(of: store, current.recipe.model)] {
            try await index.bringUpToDate()
        }
    }

    /// Waits for a service that is away as long as the settings say, and says that it does.
    private func patient(_ embedder: any Embedder) -> any Embedder {
        let patience = settings.refresh.patience
        guard patience > .zero, settings.embedding.model.provider == .openai else { return embedder }
        return PatientEmbedder(
            embedder,
            patience: patience,
            tell: { [notify] error, pause in notify(.waiting(error, pause: pause)) }
        )
    }

    /// The folders of all sources, the main one first. It may be missing where documents come from elsewhere, unless
    /// the index holds documents of it: then it has gone, and that is a fault.
    private func folders() async throws -> [FolderSource] {
        var folders: [FolderSource] = []
        var isNeeded =
            settings.knowledgeBase.sources.isEmpty
            || FileManager.default.fileExists(atPath: settings.knowledgeBase.folder.path)
        if !isNeeded, let index = try? SQLiteStore(at: settings.workspace.database, access: .readOnly) {
            isNeeded = try await index.documents().contains { $0.source == Document.mainSource }
        }
        if isNeeded {
            folders.append(
                try FolderSource(
                    folder: settings.knowledgeBase.folder,
                    include: settings.knowledgeBase.include,
                    exclude: settings.knowledgeBase.exclude
                )
            )
        }
        for source in settings.knowledgeBase.sources {
            guard case .folder(let folder) = source.location else { continue }
            folders.append(
                try FolderSource(
                    name: source.name,
                    folder: folder,
                    include: source.include,
                    exclude: source.exclude,
                    language: source.language,
                    metadata: source.metadata
                )
            )
        }
        return folders
    }

    /// The copies of a web source's pages; nil for a folder.
    private func mirror(_ source: Settings.Source, _ readers: DocumentReaders) throws -> WebMirror? {
        guard case .web(let pages, let sitemap, let pageLimit, let pageBytes) = source.location else { return nil }
        return try WebMirror(
            name: source.name,
            folder: settings.workspace.derived.appending(path: "web/\(source.name)", directoryHint: .isDirectory),
            urls: pages,
            sitemaps: sitemap.map { [$0] } ?? [],
            limit: pageLimit,
            pageBytes: pageBytes,
            language: source.language,
            metadata: source.metadata,
            readers: readers,
            fetcher: WebFetcher(client: http, timeouts: settings.network.timeouts)
        )
    }
}

/// Gets web pages through the process's own HTTP client.
private struct WebFetcher: WebFetching {
    let client: HTTPClient
    let timeouts: HTTPTimeouts

    func fetch(
        _ url: URL,
        ifNoneMatch: String?,
        ifModifiedSince: String?,
        maximumBytes: Int
    ) async throws -> WebResponse {
        let headers = [
            ("Accept", "text/html, application/xhtml+xml, */*;q=0.8"), ("If-None-Match", ifNoneMatch),
            ("If-Modified-Since", ifModifiedSince),
        ].compactMap { name, value in value.map { (name: name, value: $0) } }
        let reply = try await client.download(url, headers: headers, timeouts: timeouts, limit: maximumBytes)
        return WebResponse(status: reply.status, headers: reply.headers, body: reply.body)
    }
}
