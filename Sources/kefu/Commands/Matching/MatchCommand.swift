import Application
import ArgumentParser
import Batch
import Foundation
import Insight
import RAGCore

/// `kefu match`: finds the best counterpart in one list for each entry of another.
struct MatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Find the best counterpart in B for each entry of A, and the entries without one.",
        discussion: """
            A and B are files of texts (CSV, TSV, XLSX, JSON Lines, one text a line),
            Markdown files, whose sections are the texts, or stored texts: documents,
            conversations, unanswered. Meaning and words decide together, and passages
            that are near to everything do not crowd out the others.

            Examples:
              kefu match goals.csv documents                  # learning goals to passages
              kefu match old-faq.csv new-faq.csv --top 1
              kefu match tickets.xlsx articles.csv --output matched.xlsx
              kefu match outline.md textbook.md --headings    # headings of A to sections of B
            """
    )

    @Argument(help: ArgumentHelp("The entries: a file, documents, conversations or unanswered.", valueName: "a"))
    var entries: String

    @Argument(help: ArgumentHelp("The texts to find them in: the same kinds.", valueName: "b"))
    var counterparts: String

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var table: ResultTableOptions

    @Option(name: .long, help: "How many counterparts of each entry.")
    var top = 3

    @Option(name: .customLong("column-a"), help: "The column of the texts of A, by name or number.")
    var entryColumn: String?

    @Option(name: .customLong("column-b"), help: "The column of the texts of B, by name or number.")
    var counterpartColumn: String?

    @Flag(name: .long, help: "Take only the headings of a Markdown file A.")
    var headings = false

    @Option(name: .long, help: "How many entries are shown.")
    var limit = 50

    func validate() throws {
        if !(1...100).contains(top) { throw ValidationError("--top takes a number from 1 to 100") }
        if !(0...1_000_000).contains(limit) { throw ValidationError("--limit takes a number from 0 to 1000000") }
        if entries == "-", counterparts == "-" { throw ValidationError("Only one side can come from stdin") }
    }

    func run() async throws {
        let console = Console()
        let assembly = try await Assembly(shared.load(), console: console)
        let one = try await assembly.matchSide(entries, column: entryColumn, headings: headings)
        let other = try await assembly.matchSide(counterparts, column: counterpartColumn, headings: false)
        let job = MatchJob(assembly) { event in
            switch event {
            case .embedding(let done, let total): console.progress("reading texts … \(done) of \(total)")
            case .comparing(let done, let total): console.progress("comparing … \(100 * done / max(1, total))%")
            }
        }
        defer { console.endProgress() }
        let matches = try await job.matches(of: one, in: other, count: top)
        console.endProgress()
        for note in one.notes + other.notes { console.error(note + ".") }
        let report = MatchReport(one, other, matches)
        try table.write(
            one,
            from: entries,
            adding: report.columns(top),
            in: assembly.settings.workspace,
            cells: { report.cells($0, top) }
        )
        if output.json { return try console.printJSON(report) }
        if table.path == nil { try report.print(to: console, limit: limit) }
    }
}
