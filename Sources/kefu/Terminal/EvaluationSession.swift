import ArgumentParser
import Evaluation
import Foundation
import Ingestion
import RAGCore
import SQLiteStore

/// One run of `kefu evaluate`: one configuration, or two beside each other.
struct EvaluationSession {
    private let assemblies: [(name: String, assembly: Assembly)]
    private let measures: [Measure]
    private let floors: [Floor]
    private let console: Console
    private let questions: SQLiteStore

    /// Passages found for a question about documents of the cases' own: several may be of one document.
    private static let depth = 100

    /// Without `measures`, those that suit each set.
    init(
        _ configurations: [NamedConfiguration],
        measures: [Measure],
        floors: [Floor],
        console: Console
    ) throws {
        self.measures = measures
        self.floors = floors
        self.console = console
        let folder = configurations[0].settings.workspace.evaluations
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        questions = try SQLiteStore(at: folder.appending(path: "questions.sqlite"), access: .readWrite)
        assemblies = configurations.map { ($0.name, Assembly($0.settings, console: console)) }
    }

    /// Has each configuration search for the questions of `set`.
    func judge(_ set: CaseSet) async throws -> SetOutcome {
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
            let run = try await evaluation.run(set.cases, limit: limit) { done in
                console.progress("\(label): \(done) of \(set.cases.count) questions …")
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

    /// Brings the index of the cases' own documents up to their file.
    private func index(_ corpus: URL, with assembly: Assembly, _ label: String) async throws {
        let (job, store) = try assembly.refresh(of: KnowledgeBase(corpus: corpus))
        console.progress("\(label): looking for changed documents …")
        let report = try await job.run(allowRemovals: true) { console.progress("\(label): \($0.line)") }
        try store.close()
        for skipped in report.skipped where skipped.isFault { console.error("\(label): skipped: \(skipped)") }
        let empty = report.skipped.count { !$0.isFault }
        if empty > 0 { console.error("\(label): \(empty) documents without a text are left out") }
    }

    /// Questions that go to the model many at once, not one after the other.
    private func embed(_ texts: [String], with embedder: any Embedder, _ label: String) async throws {
        for start in stride(from: 0, to: texts.count, by: 64) {
            console.progress("\(label): \(start) of \(texts.count) questions embedded …")
            _ = try await embedder.embed(Array(texts[start..<min(start + 64, texts.count)]), as: .query)
        }
    }

    /// Prints what came of all sets. Throws `ExitCode` 1 where one is below a floor.
    func tell(_ outcomes: [SetOutcome], asJSON: Bool) throws {
        try questions.close()
        if asJSON {
            if assemblies.count > 1 {
                try console.printJSON(outcomes.map(\.pair))
            } else {
                try console.printJSON(outcomes.flatMap(\.reports))
            }
        } else {
            try console.print(EvaluationTable(outcomes, isPlain: assemblies.count == 1).text)
        }
        var isBelow = false
        for floor in floors {
            let values = outcomes.compactMap { outcome in
                outcome.sides.last?.run.estimate(of: floor.measure).map { (outcome.sides[0].subject.cases, $0.mean) }
            }
            if values.isEmpty {
                throw ValidationError("--floor \(floor): no question of these cases can be measured by it")
            }
            for (name, mean) in values where mean < floor.value {
                isBelow = true
                let short = (floor.value - mean).formatted(digits: 4)
                console.error(
                    "\(name): \(floor.measure) is \(mean.formatted(digits: 4)), \(short) below \(floor.value)"
                )
            }
        }
        if isBelow { throw ExitCode(RAGError.Code.failed.rawValue) }
    }
}

/// What one or two configurations made of a set.
struct SetOutcome {
    struct Side {
        let subject: EvaluationReport.Subject
        let model: EmbeddingModel
        let run: EvaluationRun
    }

    let sides: [Side]
    let measures: [Measure]

    /// The second beside the first, measure by measure.
    var comparisons: [Comparison] {
        guard sides.count == 2 else { return [] }
        return measures.compactMap { sides[1].run.compared(to: sides[0].run, by: $0) }
    }

    var reports: [EvaluationReport] { sides.map { EvaluationReport($0.subject, $0.run, measures: measures) } }

    /// For machines: both sides and what lies between them.
    struct Pair: Encodable {
        let cases: String
        let before: EvaluationReport
        let after: EvaluationReport
        let comparisons: [Comparison]
    }

    var pair: Pair {
        let reports = reports
        return Pair(
            cases: sides[0].subject.cases,
            before: reports[0],
            after: reports[reports.count - 1],
            comparisons: comparisons
        )
    }
}
