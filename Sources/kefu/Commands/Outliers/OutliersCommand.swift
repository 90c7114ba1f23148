import Application
import ArgumentParser
import Batch
import Foundation
import Insight
import RAGCore

/// `kefu outliers`: lists texts that are unlike all others.
struct OutliersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outliers",
        abstract: "List texts that are unlike all others, each with the nearest one and the reason.",
        discussion: """
            A text is listed if it is farther from its nearest texts than ordinary texts
            of the collection are. In a collection where everything belongs together,
            none is listed.

            Examples:
              kefu outliers tickets.csv
              kefu outliers --since 30d --json
              kefu outliers --from documents                  # passages that do not belong here
              kefu outliers tickets.csv --output checked.csv
            """
    )

    @OptionGroup var source: TextOptions
    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var table: ResultTableOptions

    @Option(name: .long, help: "How many texts are listed at most.")
    var limit = 50

    @Flag(name: .long, help: "List the texts by how unlike the others they are, also those that are ordinary.")
    var all = false

    func validate() throws {
        if !(1...10_000_000).contains(limit) { throw ValidationError("--limit takes a number of at least 1") }
    }

    func run() async throws {
        let console = Console()
        let assembly = try await Assembly(shared.load(), console: console)
        let texts = try await assembly.texts(from: source.source())
        let job = OutlierJob(assembly) { $0.show(on: console) }
        defer { console.endProgress() }
        let ranked = try await job.outliers(in: texts)
        console.endProgress()
        for note in texts.notes { console.error(note + ".") }
        if ranked.isEmpty { console.error("There are too few texts to say what is usual (\(texts.records.count)).") }
        let outliers = ranked.filter { $0.certainty != .unlikely }
        let listed = all ? ranked : outliers
        let report = OutlierReport(texts, listed, found: outliers.count)
        let byPosition = Dictionary(uniqueKeysWithValues: ranked.map { ($0.position, $0) })
        try table.write(texts, from: source.file, adding: OutlierReport.columns, in: assembly.settings.workspace) {
            report.cells(byPosition[$0])
        }
        if output.json { return try console.printJSON(report) }
        if table.path == nil { try report.print(to: console, limit: limit) }
    }
}

extension OutlierJob.Event {
    /// Shows the step on the progress line.
    func show(on console: Console) {
        switch self {
        case .embedding(let done, let total): console.progress("reading texts … \(done) of \(total)")
        case .comparing: console.progress("comparing texts …")
        }
    }
}
