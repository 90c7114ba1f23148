import Foundation
import Ingestion
import OpenAIClient
import RAGCore
import SQLiteStore

extension Assembly {
    /// Returns the refresh of the index from all sources, web pages among them, and the store that it writes to. Throws
    /// `RAGError`.
    func refresh() async throws -> (job: KnowledgeBaseRefresh, store: SQLiteStore) {
        try refresh(of: try await knowledgeBase())
    }

    private func knowledgeBase() async throws -> KnowledgeBase {
        let readers = DocumentReaders(columns: settings.knowledgeBase.columns, process: Self.readerProcess)
        return try KnowledgeBase(
            try await folders(),
            mirrors: try settings.knowledgeBase.sources.compactMap { try mirror($0, readers) },
            readers: readers,
            sizeLimit: settings.knowledgeBase.byteLimit
        )
    }

    /// Returns the refresh of the index from `knowledgeBase`, and the store that it writes to. Throws `RAGError`.
    func refresh(of knowledgeBase: KnowledgeBase) throws -> (job: KnowledgeBaseRefresh, store: SQLiteStore) {
        let store = try SQLiteStore(at: settings.workspace.database, access: .readWrite)
        let embedder = try embedder()
        let isRemote = settings.embedding.model.provider == .openai
        let job = KnowledgeBaseRefresh(
            of: knowledgeBase,
            with: RefreshTools(
                chunker: chunker,
                embedder: patient(keepingStates(embedder))
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
                return RefreshTools(
                    chunker: chunker,
                    embedder: patient(keepingStates(try self.embedder(of: recipe.model)))
                )
            }
        )
        return (job, store)
    }

    /// The chunker with the sizes that are set.
    package var chunker: Chunker { Chunker(budget: settings.chunking.tokens, overlap: settings.chunking.overlapTokens) }

    /// Writes the vector files and the word counts that the index lacks, so that the first search need not wait for
    /// them. Throws `RAGError`.
    func bringDerivedFilesUpToDate(_ store: SQLiteStore) async throws {
        guard let current = try await store.currentGeneration() else { return }
        for index in [vectors(of: store, current.recipe.model), storedQuestions(of: store, current.recipe.model)] {
            try await index.bringUpToDate()
        }
        if settings.retrieval.correctsSpelling { try await spelling(of: store).bringUpToDate() }
    }

    /// Returns `embedder`, which then tells bad texts from a bad service, waits for a service that cannot be reached as
    /// long as the settings say, and sends notices.
    private func patient(_ embedder: any Embedder) -> any Embedder {
        let patience = settings.refresh.patience
        guard settings.embedding.model.provider == .openai else { return embedder }
        let probing = ProbingEmbedder(embedder)
        guard patience > .zero else { return probing }
        return PatientEmbedder(
            probing,
            patience: patience,
            onPause: { [notify] error, pause in notify(.waiting(error, pause: pause)) }
        )
    }

    /// Returns the folders of all sources, the main one first. The main folder may be missing if there are other
    /// sources and the index holds no documents of it; otherwise a missing folder is an error. Throws `RAGError`.
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

    /// Returns the copies of the pages of a web source; nil for a folder. Throws `RAGError`.
    private func mirror(_ source: Settings.Source, _ readers: DocumentReaders) throws -> WebMirror? {
        guard case .web(let pages, let sitemap, let pageLimit, let pageBytes) = source.location else { return nil }
        return try WebMirror(
            name: source.name,
            folder: settings.workspace.derived.appending(path: "web/\(source.name)", directoryHint: .isDirectory),
            urls: pages,
            sitemaps: sitemap.map { [$0] } ?? [],
            include: source.include,
            exclude: source.exclude,
            limit: pageLimit,
            pageBytes: pageBytes,
            language: source.language,
            metadata: source.metadata,
            readers: readers,
            fetcher: WebFetcher(client: http, timeouts: settings.network.timeouts)
        )
    }
}

/// Fetches web pages with the HTTP client of the process.
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
