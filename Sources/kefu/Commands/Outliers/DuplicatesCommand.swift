import Application
import ArgumentParser
import Batch
import Foundation
import Insight
import RAGCore

/// `kefu duplicates`: lists texts that say the same.
struct DuplicatesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "duplicates",
        abstract: "List texts that say the same, in groups.",
        discussion: """
            exact: the same letters and digits. wording: the same content words in the
            same order. meaning: other words for the same. Texts are kept apart if only
            one of them has a number, a name or a denial. Pairs that look the same but
            may not be are listed behind the groups.

            Examples:
              kefu duplicates faq.csv
              kefu duplicates --from documents
              kefu duplicates tickets.csv --nearness 0.9      # more groups, less certain
              kefu duplicates tickets.csv --output grouped.csv
            """
    )

    @OptionGroup var source: TextOptions
    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var table: ResultTableOptions

    @Option(name: .long, help: "How many groups and pairs are listed.")
    var limit = 50

    @Option(name: .long, help: "The least cosine of texts with other words that say the same, 0.5 to 1.")
    var nearness = DuplicateSearch.strictNearness

    func validate() throws {
        if !(1...10_000_000).contains(limit) { throw ValidationError("--limit takes a number of at least 1") }
        if !(0.5...1).contains(nearness) { throw ValidationError("--nearness takes a number from 0.5 to 1") }
    }

    func run() async throws {
        let console = Console()
        let assembly = try await Assembly(shared.load(), console: console)
        let texts = try await assembly.texts(from: source.source())
        let job = OutlierJob(assembly) { $0.show(on: console) }
        defer { console.endProgress() }
        let result = try await job.duplicates(in: texts, nearness: nearness)
        console.endProgress()
        for note in texts.notes { console.error(note + ".") }
        let report = DuplicateReport(texts, result)
        try table.write(
            texts,
            from: source.file,
            adding: DuplicateReport.columns,
            in: assembly.settings.workspace,
            cells: report.cells
        )
        if output.json { return try console.printJSON(report) }
        if table.path == nil { try report.print(to: console, limit: limit) }
    }
}
