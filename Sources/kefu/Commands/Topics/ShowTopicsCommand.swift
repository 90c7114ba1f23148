import Application
import ArgumentParser
import Foundation
import RAGCore

/// `kefu topics show`, and `kefu topics` without a further word.
struct ShowTopicsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the topics of stored conversations, documents, or a file.",
        discussion: """
            Topics are those of all texts; --since and --from unanswered choose what is
            counted. Gaps are questions that were declined or whose answer was marked bad.
            A trend is stated only where chance is an unlikely reason.

            Examples:
              kefu topics
              kefu topics --from unanswered --since 7d --details
              kefu topics tickets-48.csv --as tickets    # the topics of earlier weeks
              kefu topics --topics 8 --report topics.html
              kefu topics --json | jq '.topics[] | [.number, .name, .count]'
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var texts: TextOptions
    @OptionGroup var output: OutputOptions

    @Option(name: .long, help: "How many topics. (default: as many as the texts have)")
    var topics: Int?

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp(
            "Keep the topics under this name, so that the next file continues them. (default: the name of the file)",
            valueName: "name"
        )
    )
    var collection: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Write an HTML report: one file without external resources.", valueName: "file"),
        completion: .file()
    )
    var report: String?

    @Option(name: .long, help: "How many topics are listed.")
    var limit = 20

    @Flag(name: .long, help: "List subtopics, more questions, and those that fit nowhere.")
    var details = false

    func validate() throws {
        if let topics, !(1...10_000).contains(topics) {
            throw ValidationError("--topics takes a number from 1 to 10000")
        }
        if !(1...100_000).contains(limit) { throw ValidationError("--limit takes a number from 1 to 100000") }
        if let report, !["html", "htm"].contains((report as NSString).pathExtension.lowercased()) {
            throw ValidationError("--report takes a file whose name ends in .html, not '\(report)'")
        }
        if let collection, collection.isEmpty { throw ValidationError("--as takes a name") }
    }

    func run() async throws {
        let console = Console()
        let assembly = try await Assembly(shared.load(), console: console)
        let job = TopicJob(assembly) { event in
            switch event {
            case .embedding(let done, let total): console.progress("embedding texts … \(done) of \(total)")
            case .grouping(let share): console.progress("grouping … \(Int(share * 100))%")
            case .describing: console.progress("finding words …")
            }
        }
        let request = TopicJob.Request(
            texts.source(),
            since: texts.since?.date,
            topics: topics,
            collection: collection
        )
        let overview = try await job.overview(of: request)
        console.endProgress()
        for note in overview.notes { console.error("\(note).") }
        if output.json {
            try console.printJSON(overview)
        } else {
            try TopicPrinter(console: console, limit: limit, hasDetails: details).print(overview)
        }
        guard let report else { return }
        try TopicReport(overview, created: Date()).page.write(to: report)
        OutputRegistry(assembly.settings.workspace).note(report)
        console.error("Wrote \(report).")
    }
}
