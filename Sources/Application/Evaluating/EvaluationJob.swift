import Evaluation
import Foundation
import Ingestion
import RAGCore
import SQLiteStore

/// Judges the search of one configuration, or of two side by side, on sets of questions with known answers.
package struct EvaluationJob: Sendable {
    /// A step of an evaluation that a front end may show. The label names the set, and the configuration where there
    /// are two.
    package enum Event: Sendable {
        /// The set's own documents are compared with their index.
        case checkingDocuments(label: String)
        /// The set's own documents are being indexed.
        case indexing(label: String, RefreshProgress)
        /// A document of the set cannot be read.
        case skipped(label: String, SkippedDocument)
        /// So many documents of the set hold no text and are left out.
        case withoutText(label: String, count: Int)
        /// So many questions of the set are embedded.
        case embedding(label: String, done: Int, total: Int)
        /// So many questions of the set are judged.
        case judging(label: String, done: Int, total: Int)
    }

    private let assemblies: [(name: String, assembly: Assembly)]
    private let measures: [Measure]
    private let floors: [Floor]
    private let progress: @Sendable (Event) -> Void
    private let questions: SQLiteStore

    /// Passages that are retrieved for a question about a set's own documents: several may be of one document.
    private static let depth = 100

    /// Creates a job for one or two configurations, each under the name that it is shown by. Without `measures`, those
    /// that suit each set are taken. Throws `RAGError` where the folder for evaluations cannot be written.
    package init(
        _ configurations: [(name: String, settings: Settings)],
        measures: [Measure],
        floors: [Floor],
        notify: @escaping @Sendable (Notice) -> Void,
        progress: @escaping @Sendable (Event) -> Void
    ) throws {
        self.measures = measures
        self.floors = floors
        self.progress = progress
        let folder = configurations[0].settings.workspace.evaluations
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        questions = try SQLiteStore(at: folder.appending(path: "questions.sqlite"), access: .readWrite)
        assemblies = configurations.map { ($0.name, Assembly($0.settings, notify: notify)) }
    }

    /// Has each configuration search for the questions of `set`. Throws `RAGError`.
    package func judge(_ set: CaseSet) async throws -> SetOutcome {
        var sides: [SetOutcome.Side] = []
        let passages = assemblies.map(\.assembly.settings.retrieval.topK).max() ?? 1
        let standard = measures.isEmpty ? Measure.standard(for: set, passages: passages) : measures
        let all = (standard + floors.map(\.measure)).reduce(into: [Measure]()) { if !$0.contains($1) { $0.append($1) } }
        for (name, assembly) in assemblies {
            let label = assemblies.count > 1 ? "\(set.name), \(name)" : set.name
            let assembly = try assembly.judging(set.corpus, questions: questions)
            if let corpus = set.corpus { try await index(corpus, with: assembly, label) }
            let (evaluation, embedder, index) = try await assembly.evaluation()
            try await embed(set.cases.map(\.question), with: embedder, label)
            let limit = set.corpus == nil ? max(passages, all.map(\.depth).max() ?? 1) : Self.depth
            let run = try await evaluation.run(set.cases, limit: limit) { [progress] done in
                progress(.judging(label: label, done: done, total: set.cases.count))
            }
            let subject = EvaluationReport.Subject(
                cases: set.name,
                configuration: name,
                model: embedder.model.description,
                documents: index.documents,
                chunks: index.chunks
            )
            sides.append(SetOutcome.Side(subject: subject, model: embedder.model, run: run))
        }
        return SetOutcome(sides: sides, measures: all)
    }

    /// Brings the index of the set's own documents up to their file.
    private func index(_ corpus: URL, with assembly: Assembly, _ label: String) async throws {
        let (job, store) = try assembly.refresh(of: KnowledgeBase(corpus: corpus))
        progress(.checkingDocuments(label: label))
        let report = try await job.run(allowRemovals: true) { [progress] in progress(.indexing(label: label, $0)) }
        try store.close()
        for skipped in report.skipped where skipped.isFault { progress(.skipped(label: label, skipped)) }
        let empty = report.skipped.count { !$0.isFault }
        if empty > 0 { progress(.withoutText(label: label, count: empty)) }
    }

    /// Embeds the questions many at once, so that the search finds them in the cache.
    private func embed(_ texts: [String], with embedder: any Embedder, _ label: String) async throws {
        for start in stride(from: 0, to: texts.count, by: 64) {
            progress(.embedding(label: label, done: start, total: texts.count))
            _ = try await embedder.embed(Array(texts[start..<min(start + 64, texts.count)]), as: .query)
        }
    }

    /// Closes the cache of questions. Throws `RAGError` where that fails.
    package func close() throws { try questions.close() }

    /// A set whose measure is below its floor.
    package struct FloorMiss: Sendable, Hashable {
        /// Name of the set.
        package let cases: String
        /// The floor that was missed.
        package let floor: Floor
        /// The value that was measured.
        package let mean: Double
    }

    /// Returns the sets of `outcomes` that are below a floor, floor by floor; of two configurations the second counts.
    /// `unmeasured` is the first floor that no set has a value for; the floors behind it are not looked at.
    package func missedFloors(in outcomes: [SetOutcome]) -> (misses: [FloorMiss], unmeasured: Floor?) {
        var misses: [FloorMiss] = []
        for floor in floors {
            let values = outcomes.compactMap { outcome in
                outcome.sides.last?.run.estimate(of: floor.measure).map { (outcome.sides[0].subject.cases, $0.mean) }
            }
            if values.isEmpty { return (misses, floor) }
            for (name, mean) in values where mean < floor.value {
                misses.append(FloorMiss(cases: name, floor: floor, mean: mean))
            }
        }
        return (misses, nil)
    }
}
