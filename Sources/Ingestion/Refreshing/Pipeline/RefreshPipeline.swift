import Foundation
import RAGCore

/// The way of documents from their files into a generation. Reading, embedding and storing run in parallel.
/// `RefreshQueue` chooses the next step, so that memory stays bounded and documents are stored in order.
struct RefreshPipeline: Sendable {
    let knowledgeBase: KnowledgeBase
    let tools: RefreshTools
    let store: any VectorStore
    let cache: any EmbeddingCache
    let generation: Generation
    let settings: RefreshSettings
    /// Documents to read, ordered by path.
    let files: [SourceFile]

    /// The totals of a run.
    struct Outcome: Sendable {
        var progress = RefreshProgress()
        var skipped: [SkippedDocument] = []
        var notes: [DocumentNote] = []
        var tokens = 0
        var calls = 0
    }

    /// Runs until every document is stored or skipped. If embedding fails for good, or on cancellation, reading stops;
    /// embeddings that are paid are cached, complete documents are stored, and the error is thrown.
    func run(progress report: @Sendable (RefreshProgress) -> Void) async throws -> Outcome {
        let clock = ContinuousClock()
        let start = clock.now
        var limits = RefreshQueue.Limits()
        (limits.readers, limits.embedders) = (settings.readers, settings.concurrentBatches)
        limits.batchSize = settings.batchSize
        var queue = RefreshQueue(files: files.map { ($0.path, $0.byteCount) }, limits: limits, now: start)
        var outcome = Outcome()
        outcome.progress.documentsTotal = files.count
        outcome.progress.bytesTotal = files.reduce(0) { $0 + $1.byteCount }
        var failure: (any Error)?
        await withTaskGroup(of: RefreshEvent.self) { group in
            while true {
                while let step = queue.nextStep(now: clock.now) { group.addTask { await perform(step) } }
                guard let event = await group.next() else { return }
                switch event {
                case .read(let range, let documents):
                    let (texts, shared) = queue.add(documents, at: range)
                    outcome.add(documents, of: files[range], texts: texts, shared: shared)
                case .looked(let texts, let known):
                    queue.resolve(texts, known: known)
                    outcome.progress.reused += known.count
                case .embedded(let texts, let refused):
                    for (text, paths) in zip(refused, queue.drop(refused.map(\.text))) {
                        outcome.skipped += paths.map { path in
                            let reason = "contains a chunk that cannot be embedded: \(text.error.message)"
                            return SkippedDocument(path: path, kind: .malformed, reason: reason)
                        }
                    }
                    queue.resolve(embedded: texts)
                    outcome.progress.embedded += texts.count - refused.count
                    outcome.tokens += texts.reduce(0) { $0 + TokenEstimator.count($1.text) }
                    outcome.calls += 1
                case .stored(let documents):
                    queue.noteStored(now: clock.now)
                    outcome.progress.documentsStored += documents.count
                case .failed(let step, let error):
                    queue.fail(step)
                    failure = failure ?? error
                }
                outcome.progress.seconds = (clock.now - start) / .seconds(1)
                report(outcome.progress)
            }
        }
        if let failure {
            try Task.checkCancellation()
            throw failure
        }
        return outcome
    }

    private func perform(_ step: RefreshStep) async -> RefreshEvent {
        do {
            try Task.checkCancellation()
            switch step {
            case .read(let range):
                let documents = try files[range].map { file in
                    try Task.checkCancellation()
                    return prepare(file)
                }
                // A document that was not read because the work was stopped has not failed.
                try Task.checkCancellation()
                return .read(range, documents)
            case .look(let texts):
                return .looked(
                    texts,
                    known: try await cache.known(among: texts.map(\.hash), model: tools.embedder.model)
                )
            case .embed(let texts):
                var refused: [RefreshEvent.RefusedText] = []
                var taken = 0
                try await embed(texts, refused: &refused, taken: &taken)
                return .embedded(texts, refused: refused)
            case .store(let documents, let emptied):
                if !emptied.isEmpty { try await store.remove(emptied, in: generation) }
                if !documents.isEmpty { try await store.replace(documents, in: generation) }
                return .stored(documents)
            }
        } catch {
            return .failed(step, error)
        }
    }

    /// Number of refused texts, without an accepted one, after which the fault may not be in the texts but in the
    /// model's name or the service.
    private static let mostRefusals = 4

    /// Embeds texts of one role. If the service refuses them, it halves the batch until the refused text is found.
    private func embed(_ texts: [WantedText], refused: inout [RefreshEvent.RefusedText], taken: inout Int) async throws
    {
        do {
            try await embed(texts)
            taken += texts.count
        } catch let error as RAGError where error.refusesInput {
            if let text = texts.first, texts.count == 1 {
                refused.append(RefreshEvent.RefusedText(text: text, error: error))
                guard taken > 0 || refused.count != Self.mostRefusals else { return try await probe(or: error) }
            } else {
                let half = texts.count / 2
                try await embed(Array(texts[..<half]), refused: &refused, taken: &taken)
                try await embed(Array(texts[half...]), refused: &refused, taken: &taken)
                // If nothing of a batch is accepted, the service may be the cause, not its texts.
                guard taken > 0 || refused.count < 2 else { return try await probe(or: error) }
            }
        }
    }

    /// A text that every service embeds.
    static let probe = "kefu"

    /// Throws `error` unless the service embeds a plain text, so that the fault is in the texts that it refused.
    private func probe(or error: RAGError) async throws {
        guard (try? await tools.embedder.embed([Self.probe], as: .passage)) != nil else { throw error }
    }

    /// Embeds texts of one role, and caches the result even if the refresh is stopped meanwhile.
    private func embed(_ texts: [WantedText]) async throws {
        guard let role = texts.first?.role else { return }
        let model = tools.embedder.model
        let embeddings = try await tools.embedder.embed(texts.map(\.text), as: role)
        guard embeddings.count == texts.count else {
            throw RAGError(
                .serviceFailed,
                "The embedding model \(model.name) returned \(embeddings.count) embeddings for \(texts.count) texts"
            )
        }
        let paid = Dictionary(uniqueKeysWithValues: zip(texts.map(\.hash), embeddings))
        try await Task { try await cache.store(paid, model: model) }.value
    }

    /// Reads and cuts a document.
    private func prepare(_ file: SourceFile) -> ReadingOutcome {
        var kind = SkippedDocument.Kind.unreadable
        do {
            let (bytes, hash) = try settledBytes(of: file)
            kind = .malformed
            let read = try knowledgeBase.read(bytes, of: file)
            let document = Document(
                path: file.path,
                source: file.source,
                title: read.title,
                language: read.language,
                contentHash: hash,
                recipe: knowledgeBase.recipe(for: file.path),
                byteCount: bytes.count,
                metadata: read.metadata,
                notes: read.notes
            )
            let chunks = tools.chunks(of: read)
            let notes = read.notes + (Self.note(notValidToday: chunks).map { [$0] } ?? [])
            guard chunks.isEmpty else {
                return .prepared(PreparedDocument(document, chunks: chunks, notes: notes))
            }
            let reason = (["contains no text"] + notes).joined(separator: "; ")
            return .empty(SkippedDocument(path: file.path, kind: .empty, reason: reason))
        } catch {
            let found = error.kind == .malformed ? kind : error.kind
            let document = SkippedDocument(path: file.path, kind: found, reason: error.reason)
            return found == .empty ? .empty(document) : .failed(document)
        }
    }

    /// Returns a note about the chunks that no question finds today because of their validity; nil if there are none.
    private static func note(notValidToday chunks: [Chunk]) -> String? {
        let today = Validity.today()
        let others = chunks.compactMap(\.validity).filter { !$0.includes(today) }
        guard let first = others.first else { return nil }
        let limit = first.until.flatMap { $0 < today ? "until \($0)" : nil } ?? "from \(first.from ?? "")"
        let subject = others.count == 1 ? "1 passage is" : "\(others.count) passages are"
        return "\(subject) not valid today (\(limit)) and not found"
    }

    /// Returns the bytes of a file and their hash. A file that changed since the listing is still being written: it is
    /// read again until two reads agree, at most five times.
    private func settledBytes(of file: SourceFile) throws(ReadingError) -> (Data, hash: String) {
        var expected = file.contentHash
        var bytes = try knowledgeBase.bytes(of: file)
        var hash = file.contentHash(of: bytes)
        for _ in 1..<5 where hash != expected {
            expected = hash
            bytes = try knowledgeBase.bytes(of: file)
            hash = file.contentHash(of: bytes)
        }
        return (bytes, hash)
    }
}

extension RefreshPipeline.Outcome {
    fileprivate mutating func add(
        _ documents: [ReadingOutcome],
        of files: ArraySlice<SourceFile>,
        texts: Int,
        shared: Int
    ) {
        progress.documentsRead += documents.count
        progress.bytesRead += files.reduce(0) { $0 + $1.byteCount }
        progress.texts += texts
        progress.reused += shared
        for (file, document) in zip(files, documents) {
            switch document {
            case .failed(let document), .empty(let document): skipped.append(document)
            case .prepared(let document):
                progress.chunks += document.indexed.chunks.count
                notes += document.notes.map { DocumentNote(path: file.path, text: $0) }
            }
        }
    }
}
