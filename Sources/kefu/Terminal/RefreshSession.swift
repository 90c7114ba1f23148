import Foundation
import Ingestion
import RAGCore
import SQLiteStore

/// One run of `kefu refresh`: shows how far it is, and says what it did.
struct RefreshSession {
    private let job: KnowledgeBaseRefresh
    private let store: SQLiteStore
    private let assembly: Assembly
    private let console: Console
    private let quiet: Bool

    /// Embeddings that no document has used for 30 days go; before that an edit taken back costs nothing.
    private static let keptUnused: TimeInterval = 30 * 86_400
    /// How often a refresh that follows edits looks at web pages again, at most.
    private static let webInterval = Duration.seconds(3_600)

    init(_ assembly: Assembly, console: Console, quiet: Bool) async throws {
        (job, store) = try await assembly.refresh()
        self.assembly = assembly
        self.console = console
        self.quiet = quiet
    }

    /// Refreshes once, with its progress on a terminal.
    func refresh(dryRun: Bool = false, allowRemovals: Bool = false) async throws -> RefreshReport {
        defer { console.endProgress() }
        let report = try await job.run(dryRun: dryRun, allowRemovals: allowRemovals) { progress in
            if !quiet { console.progress(progress.line) }
        }
        guard !dryRun else { return report }
        try await store.recordRefresh(at: Date())
        _ = try await store.pruneEmbeddings(unusedSince: Date(timeIntervalSinceNow: -Self.keptUnused))
        try await assembly.bringVectorsUpToDate(store)
        return report
    }

    /// Brings the copies of web pages up to the web, and says what came of it. With `dryRun` nothing is fetched.
    func updateMirrors(dryRun: Bool = false) async throws -> [WebReport] {
        let knowledgeBase = job.knowledgeBase
        guard !knowledgeBase.mirrors.isEmpty else { return [] }
        if !quiet { console.progress("looking at web pages …") }
        defer { console.endProgress() }
        let reports =
            dryRun
            ? try await knowledgeBase.updateMirrors(isDryRun: true)
            : try await store.withWriterTurn { try await knowledgeBase.updateMirrors() }
        console.endProgress()
        for report in reports {
            for skipped in report.skipped where skipped.isFault || !quiet {
                console.error("\(report.source): \(skipped)")
            }
            if !quiet { console.error(report.line) }
        }
        return reports
    }

    /// Refreshes whenever a document changes, until it is cancelled.
    func follow(allowRemovals: Bool, asJSON: Bool) async throws {
        let folders = job.knowledgeBase.folders
        if !quiet { console.error("Watching \(folders.map(\.path).joined(separator: ", ")). Ctrl-C ends it.") }
        var lookedAtWeb = ContinuousClock.now - Self.webInterval
        var web: [WebReport] = []
        try await RefreshLoop(FolderWatch(folders)).run {
            if ContinuousClock.now - lookedAtWeb >= Self.webInterval {
                lookedAtWeb = .now
                web = try await updateMirrors()
            }
            return try await refresh(allowRemovals: allowRemovals)
        } tell: { outcome in
            switch outcome {
            case .success(let report):
                if report.hasNews { try? tell(report, web: web, asJSON: asJSON) }
                web = []
            case .failure(let error):
                console.error((error as? RAGError)?.description ?? "\(error)")
            }
        }
    }

    /// Answers from the index before the last change of model or chunker.
    func rollBack(asJSON: Bool) async throws {
        let generation = try await store.withWriterTurn { try await store.rollBack() }
        let withdrawn = try await store.generations().withdrawn
        try await assembly.bringVectorsUpToDate(store)
        try close()
        if asJSON { return try console.printJSON(generation) }
        guard !quiet else { return }
        try console.print("The index answers as it was made with \(generation.recipe.words).")
        if let withdrawn {
            console.error(
                "A refresh whose settings ask for \(withdrawn.words) now keeps this index up to date instead of building that one again. The same command once more returns to it."
            )
        }
    }

    func close() throws { try store.close() }

    /// Says what was done: faults on stderr, the summary on stdout.
    func tell(_ report: RefreshReport, web: [WebReport] = [], asJSON: Bool) throws {
        for skipped in report.skipped where skipped.isFault || !quiet { console.error("skipped: \(skipped)") }
        if !report.unsupported.isEmpty, !quiet {
            let formats = report.unsupported.sorted { $0.key < $1.key }.map {
                "\($0.value) \($0.key.isEmpty ? "without extension" : ".\($0.key)")"
            }
            console.error("not read, in other formats: \(formats.joined(separator: ", "))")
        }
        for note in report.notes where !quiet { console.error("note: \(note)") }
        for path in report.leftBehind { console.error("no longer in the index: \(path)") }
        if !report.unseen.isEmpty {
            console.error(
                "The new index is not used yet: \(report.unseen.count) documents of the old one cannot be seen now, such as \(report.unseen[0])"
            )
        }
        if let refusal = report.refusal { console.error("A refresh would refuse this: \(refusal)") }
        if report.isHeld, !quiet {
            console.error("The index was rolled back and is kept as it is made; the settings ask for another")
        }
        if asJSON {
            try console.printJSON(WholeReport(report: report, web: web))
        } else if !quiet {
            try console.print(report.line)
        }
    }
}

/// What machines are told: the refresh, and under `web` what became of the copies of web pages.
private struct WholeReport: Encodable {
    let report: RefreshReport
    let web: [WebReport]

    private enum Key: CodingKey { case web }

    func encode(to encoder: any Encoder) throws {
        try report.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(web, forKey: .web)
    }
}

extension RefreshProgress {
    /// How far it is, on one line.
    var line: String {
        var parts = ["\(documentsStored) of \(documentsTotal) documents", "\(chunks) chunks"]
        if seconds >= 1, rate > 0 { parts.append("\(rate.formatted(digits: rate < 10 ? 1 : 0)) a second") }
        if let secondsLeft { parts.append("about \(Duration.seconds(secondsLeft).words) left") }
        return parts.joined(separator: ", ") + " …"
    }
}

extension RefreshReport {
    /// Whether there is anything to say.
    fileprivate var hasNews: Bool {
        !added.isEmpty || !changed.isEmpty || !moved.isEmpty || !removed.isEmpty || hasFaults
    }

    /// The summary, on one line.
    fileprivate var line: String {
        let changes = [
            (added.count, "added"), (changed.count, "changed"), (moved.count, "moved"), (removed.count, "removed"),
            (unchanged, "unchanged"), (skipped.count, "skipped"),
        ]
        let documents = changes.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        let price = cost.map { ", price \($0.formatted(digits: $0 < 1 ? 4 : 2))" } ?? ""
        return (isDryRun ? "Would be: " : "") + (documents.isEmpty ? "no documents" : documents)
            + "; \(chunks) chunks, \(embedded) texts embedded in \(calls) calls (\(tokens) tokens\(price)), \(reused) reused; "
            + "\(seconds.formatted(digits: 1)) s"
    }
}

extension WebReport {
    /// What became of the copies, on one line.
    fileprivate var line: String {
        isDryRun
            ? "\(source): \(unchanged) pages as they were last fetched; none is fetched now"
            : "\(source): \(fetched.count) pages new or changed, \(unchanged) unchanged, \(removed.count) gone"
    }
}

extension GenerationRecipe {
    /// Model and chunker for people.
    var words: String { "\(model) and \(chunker)" }
}

extension Duration {
    /// `40 s`, `3 min`, `2 h`.
    var words: String {
        let seconds = self / .seconds(1)
        return seconds < 90
            ? "\(Int(seconds.rounded())) s"
            : seconds < 5_400 ? "\(Int((seconds / 60).rounded())) min" : "\(Int((seconds / 3_600).rounded())) h"
    }
}
