import Foundation
import Insight
import RAGCore

/// Groups texts by subject, recognises the topics of earlier runs, and describes them.
package struct TopicJob: Sendable {
    /// A step that a front end may show.
    package enum Event: Sendable {
        /// So many of the texts have their vectors.
        case embedding(done: Int, total: Int)
        /// This share of the grouping is done.
        case grouping(Double)
        /// The topics get their words.
        case describing
    }

    /// The texts that are grouped and shown.
    package struct Request: Sendable {
        /// The texts that are grouped. Topics are those of all times; `since` chooses among their texts.
        var source: TextSource
        /// Shows only texts since this time.
        var since: Date?
        /// Shows only questions without a good answer.
        var isUnansweredOnly = false
        /// The number of topics; nil for as many as the texts have.
        var topics: Int?
        /// The name under which topics are kept; nil for that of the source.
        var collection: String?

        /// Creates a request for the texts of `source`. Its own date is a limit of what is shown, not of what is
        /// grouped, so that topics do not change with it.
        package init(_ source: TextSource, since: Date?, topics: Int? = nil, collection: String? = nil) {
            switch source {
            case .conversations: self.source = .conversations(since: .distantPast)
            case .unanswered:
                self.source = .conversations(since: .distantPast)
                isUnansweredOnly = true
            case .file, .documents: self.source = source
            }
            self.since = since
            self.topics = topics
            self.collection = collection
        }

        /// The name under which topics are kept.
        var key: String {
            if let collection { return collection }
            switch source {
            case .file(let path, column: _, sheet: _, label: _):
                return path == "-" ? "stdin" : URL(filePath: path).lastPathComponent
            case .conversations, .unanswered: return "conversations"
            case .documents: return "documents"
            }
        }
    }

    private let assembly: Assembly
    private let progress: @Sendable (Event) -> Void

    /// Creates a job on the workspace of `assembly`.
    package init(_ assembly: Assembly, progress: @escaping @Sendable (Event) -> Void = { _ in }) {
        self.assembly = assembly
        self.progress = progress
    }

    /// Returns the topics of the requested texts and keeps what is needed to find them again. Throws `UsageError`,
    /// `RAGError` and `CancellationError`.
    package func overview(of request: Request) async throws -> TopicOverview {
        let texts = try await assembly.texts(from: request.source)
        let store = TopicStore(assembly.settings.workspace)
        let earlier = EarlierTopics(try store.read(), of: request.key)
        guard !texts.records.isEmpty else { return TopicOverview(nothingIn: texts) }
        let vectors = try await vectors(of: texts)
        let usual = try await assembly.background(for: texts)
        let assignment = try await TopicGrouping(count: request.topics).topics(
            of: texts.records,
            vectors: vectors,
            background: TopicBackground(vectors: usual.vectors, languages: usual.languages)
        ) { [progress] in progress(.grouping($0)) }
        progress(.describing)
        try Task.checkCancellation()
        let recognised = RecognisedTopics(assignment, of: texts.records, vectors: vectors, earlier: earlier)
        var overview = TopicDescription(
            collection: texts,
            topics: recognised,
            lexicon: assembly.chineseLexicon(),
            since: request.since,
            isUnansweredOnly: request.isUnansweredOnly
        ).overview()
        do {
            try await store.update { content in
                content.found.collections[request.key] = recognised.record
                content.found.last = request.key
            }
        } catch let error as RAGError {
            overview.notes.append("The numbers of the topics are not kept: \(error)")
        }
        return overview
    }

    /// Returns a row for each text; equal texts are embedded once.
    private func vectors(of texts: TextCollection) async throws -> VectorTable {
        var rows: [String: Int] = [:]
        var different: [String] = []
        let places = texts.records.map { record in
            if let row = rows[record.text] { return row }
            rows[record.text] = different.count
            different.append(record.text)
            return different.count - 1
        }
        let table = try await assembly.vectors(of: different, as: texts.role) { [progress] done, total in
            progress(.embedding(done: done, total: total))
        }
        return different.count == places.count ? table : table.rows(places)
    }
}

extension Assembly {
    /// Returns the Chinese words that the vocabulary of the encoder on this machine has; none without that encoder.
    func chineseLexicon() -> ChineseLexicon {
        (try? localEmbedder()).map { ChineseLexicon(pieces: $0.hanPieces()) } ?? .empty
    }
}
