import Application
import ArgumentParser
import Foundation
import Ingestion
import RAGCore

/// `kefu refresh`: brings the index up to date with the documents.
struct RefreshCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refresh",
        abstract: "Bring the index up to the documents in knowledge-base/.",
        discussion: """
            Only changed documents are read and embedded again; removed ones leave the
            index, and moved ones keep their embeddings. A refresh can be stopped at
            any time; the next one continues. A document that cannot be read is
            reported and skipped, and the exit code is then 1.

            With another embedding model or chunk size a new index is built beside
            the one in use and replaces it when it is complete; --rollback brings the
            old one back.

            Examples:
              kefu refresh
              kefu refresh --dry-run            # what would be done, and its price
              kefu refresh --watch              # follow edits until Ctrl-C
              kefu refresh --quiet --patience 30  # for cron: prints only faults
              kefu refresh --columns question=标准问,answer=答复
              kefu refresh --rollback
              kefu refresh --json | jq .embedded
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions

    @Flag(name: .long, help: "Print what would be done and what it would cost, and change nothing.")
    var dryRun = false

    @Flag(name: .long, help: "Remove documents from the index even if a large share of them is missing.")
    var allowRemovals = false

    @Flag(name: .long, help: "Keep running and follow every change within two seconds.")
    var watch = false

    @Flag(
        name: .long,
        help: "Return to the index before the last change of model or chunk size; run it again to undo that."
    )
    var rollback = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "The columns of tables, by header or number, if the headers are not recognised.",
            valueName: "question=..,answer=..[,category=..]"
        )
    )
    var columns: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Minutes to wait for an embedding service that cannot be reached. (default: refresh.patience-minutes)",
            valueName: "minutes"
        )
    )
    var patience: Int?

    @Flag(name: .shortAndLong, help: "Print only faults.")
    var quiet = false

    func validate() throws {
        if watch, dryRun || rollback {
            throw ValidationError("--watch cannot be combined with --dry-run or --rollback")
        }
        if rollback, dryRun { throw ValidationError("--rollback cannot be combined with --dry-run") }
        if let columns, TableColumns(columns) == nil {
            throw ValidationError("--columns takes question=...,answer=... with headers or numbers of columns")
        }
        if let patience, !(0...1_440).contains(patience) {
            throw ValidationError("--patience takes minutes from 0 to 1440")
        }
    }

    func run() async throws {
        let console = Console()
        var shared = shared
        if let columns { shared.settings.append("knowledge-base.columns=\(columns)") }
        if let patience { shared.settings.append("refresh.patience-minutes=\(patience)") }
        let assembly = try await Assembly(shared.load(), console: console)
        let job = try await RefreshJob(assembly)
        let printer = RefreshPrinter(console: console, isQuiet: quiet, isJSON: output.json)
        if rollback {
            let (generation, withdrawn) = try await job.rollBack()
            try job.close()
            return try printer.print(rolledBackTo: generation, from: withdrawn)
        }
        defer { console.endProgress() }
        if watch { return try await job.watch(allowRemovals: allowRemovals, progress: printer.show) }
        let (report, web) = try await job.run(dryRun: dryRun, allowRemovals: allowRemovals, progress: printer.show)
        try job.close()
        console.endProgress()
        try printer.print(report, web: web)
        if report.hasFaults || web.contains(where: \.hasFaults) { throw ExitCode(RAGError.Code.failed.rawValue) }
    }
}
