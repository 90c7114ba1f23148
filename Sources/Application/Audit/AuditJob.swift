import Foundation
import Insight
import RAGCore
import SQLiteStore

/// Finds problems in the documents of the index.
package struct AuditJob: Sendable {
    /// The things that are to be checked.
    package struct Options: Sendable {
        /// The kinds of problems that are looked for.
        package var kinds: Set<AuditFinding.Kind>
        /// Whether addresses in the web are asked for.
        package var checksWeb: Bool
        /// The day on which dates count as past.
        package var today: Date

        /// Creates options.
        package init(
            kinds: Set<AuditFinding.Kind> = Set(AuditFinding.Kind.allCases),
            checksWeb: Bool = false,
            today: Date = Date()
        ) {
            self.kinds = kinds
            self.checksWeb = checksWeb
            self.today = today
        }
    }

    /// A step that a front end may show.
    package enum Event: Sendable {
        case reading(passages: Int)
        case embedding(done: Int, total: Int)
        case askingForLinks(done: Int, total: Int)
    }

    let assembly: Assembly
    let options: Options
    let progress: @Sendable (Event) -> Void

    /// Creates a job on the index and the stored conversations of `assembly`.
    package init(
        _ assembly: Assembly,
        options: Options = Options(),
        progress: @escaping @Sendable (Event) -> Void = { _ in }
    ) {
        self.assembly = assembly
        self.options = options
        self.progress = progress
    }

    /// Returns the problems, worst first. Throws `RAGError` (`notConfigured` where there is no index) and
    /// `CancellationError`.
    package func run() async throws -> AuditReport {
        let chunks = try await assembly.indexedChunks()
        progress(.reading(passages: chunks.count))
        var work = AuditWork(chunks, folder: assembly.settings.knowledgeBase.folder)
        var findings: [AuditFinding] = []
        if needsVectors, !chunks.isEmpty {
            let vectors = try await assembly.vectors(of: work.embeddedTexts, as: .passage, progress: report)
            if options.kinds.contains(.contradictions) { findings += try await contradictions(&work, vectors) }
            if options.kinds.contains(.duplicates) { findings += try await duplicates(&work, vectors) }
            if options.kinds.contains(.unreachable) { findings += try await unreachable(&work, vectors) }
        }
        if options.kinds.contains(.dates) {
            findings += PastDate.all(in: work.passages, today: options.today).map { work.finding($0) }
        }
        if options.kinds.contains(.links) { findings += try await links(&work) }
        if options.kinds.contains(.uncovered) { findings += try await uncovered(&work) }
        let order = AuditFinding.Kind.allCases
        let ranks = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
        let sorted = findings.enumerated().sorted {
            let (a, b) = ($0.element, $1.element)
            return (ranks[a.kind] ?? 0, b.weight, $0.offset) < (ranks[b.kind] ?? 0, a.weight, $1.offset)
        }
        return AuditReport(
            documents: Set(chunks.map(\.path)).count,
            passages: chunks.count,
            findings: sorted.map(\.element),
            notes: work.notes
        )
    }

    private var needsVectors: Bool {
        !options.kinds.isDisjoint(with: [.contradictions, .duplicates, .unreachable])
    }

    var report: @Sendable (Int, Int) -> Void { { [progress] in progress(.embedding(done: $0, total: $1)) } }

    private func contradictions(_ work: inout AuditWork, _ vectors: VectorTable) async throws -> [AuditFinding] {
        let search = try await ContradictionSearch(work.passages, vectors: vectors)
        let subjects = try await assembly.vectors(of: search.subjects, as: .query, progress: report)
        return try search.contradictions(with: subjects).map { work.finding($0) }
    }

    private func duplicates(_ work: inout AuditWork, _ vectors: VectorTable) async throws -> [AuditFinding] {
        try await NearDuplicate.all(in: work.passages, vectors: vectors).map { work.finding($0) }
    }

    private func unreachable(_ work: inout AuditWork, _ vectors: VectorTable) async throws -> [AuditFinding] {
        let probes = try await assembly.vectors(
            of: Reachability.probes(of: work.passages),
            as: .query,
            progress: report
        )
        var found = try await Reachability.unreachable(probes: probes, passages: vectors).map { work.unreachable($0) }
        let questions = try await assembly.storedConversations()?.questions(since: .distantPast).map(\.meaning) ?? []
        guard questions.count >= Self.leastQuestions else {
            work.notes.append(
                "\(questions.count) questions are stored; from \(Self.leastQuestions) on, documents that no question reaches are listed."
            )
            return found
        }
        let asked = try await assembly.vectors(of: questions, as: .query, progress: report)
        let reached = try await Reachability.reached(by: asked, passages: vectors)
        found += work.unaskedDocuments(reached: reached, questions: questions.count)
        return found
    }

    /// The stored questions from which their silence about a document says something.
    private static let leastQuestions = 300

    private func uncovered(_ work: inout AuditWork) async throws -> [AuditFinding] {
        let job = GapJob(assembly)
        let groups = try await job.groups(since: .distantPast).filter { $0.count >= 2 }
        return try await job.gaps(groups.prefix(Self.gaps), recheck: false).map { work.finding($0) }
    }

    /// Uncovered topics that are listed; `kefu unanswered` shows all.
    private static let gaps = 20
}
