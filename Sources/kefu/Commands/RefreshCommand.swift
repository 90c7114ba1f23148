import ArgumentParser
import Foundation
import Ingestion
import RAGCore

/// `kefu refresh`: brings the index up to the knowledge base.
struct RefreshCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refresh",
        abstract: "Bring the index up to the documents in knowledge-base/.",
        discussion: """
            Only what changed is read and embedded again; what was removed goes.
            It can be stopped at any time and goes on from there. A document that
            cannot be read is reported and skipped, and the exit code is then 1.

            Examples:
              kefu refresh
              kefu refresh --dry-run          # what would be done
              kefu refresh --quiet            # for cron: speaks only of faults
              kefu refresh --json | jq .embedded
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions

    @Flag(name: .long, help: "Say what would be done, and do nothing.")
    var dryRun = false

    @Flag(name: .long, help: "Remove documents from the index even when a large share of them is gone.")
    var allowRemovals = false

    @Flag(name: .shortAndLong, help: "Print nothing but faults.")
    var quiet = false

    /// Embeddings that no document has used for 30 days go; before that an edit taken back costs nothing.
    private static let keptUnused: TimeInterval = 30 * 86_400

    func run() async throws {
        let console = Console()
        let assembly = try await Assembly(shared.load(), console: console)
        let (job, store) = try assembly.refresh()
        defer { console.endProgress() }
        let report = try await job.run(dryRun: dryRun, allowRemovals: allowRemovals) { progress in
            if !quiet { console.progress(progress.line) }
        }
        if !dryRun {
            try await store.recordRefresh(at: Date())
            _ = try await store.pruneEmbeddings(unusedSince: Date(timeIntervalSinceNow: -Self.keptUnused))
        }
        try store.close()
        console.endProgress()
        for skipped in report.skipped where skipped.isFault || !quiet {
            console.error("skipped: \(skipped.description)")
        }
        if output.json {
            try console.printJSON(report)
        } else if !quiet {
            try console.print(report.line)
        }
        if report.hasFaults { throw ExitCode(RAGError.Code.failed.rawValue) }
    }
}

extension RefreshProgress {
    /// How far it is, on one line.
    fileprivate var line: String {
        "\(documentsStored) of \(documentsTotal) documents, \(embedded + reused) chunks …"
    }
}

extension RefreshReport {
    /// The summary, on one line.
    fileprivate var line: String {
        let changes = [
            (added.count, "added"), (changed.count, "changed"), (removed.count, "removed"), (unchanged, "unchanged"),
            (skipped.count, "skipped"),
        ]
        let documents = changes.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        return (isDryRun ? "Would be: " : "") + (documents.isEmpty ? "no documents" : documents)
            + "; \(chunks) chunks, \(embedded) embedded (\(tokens) tokens), \(reused) reused; \(seconds.formatted(digits: 1)) s"
    }
}
