import ArgumentParser
import Foundation
import Insight
import RAGCore

/// `kefu unanswered`: what the documents should say and do not.
struct UnansweredCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unanswered",
        abstract: "List the questions that got no good answer, most frequent first.",
        discussion: """
            Questions that were declined or whose answers were marked bad, grouped by
            meaning, each with the documents that come nearest.

            To close the gap, have a draft written, fill in the answers, put it into
            knowledge-base/, refresh, and look again: rows without an answer are left out.

            Examples:
              kefu unanswered --since 7d
              kefu unanswered --draft answers.csv
              kefu unanswered --recheck                  # what would be answered now
              kefu unanswered --json --limit 100 | jq '.[] | [.count, .question]'
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions

    @Option(
        name: .long,
        help: ArgumentHelp("Only what was asked since: a day such as 2026-11-01, or 7d.", valueName: "day")
    )
    var since: Since?

    @Option(name: .long, help: "How many groups.")
    var limit = 20

    @Flag(name: .long, help: "Search again, and tell which of them would be answered now. Calls no completion model.")
    var recheck = false

    @Option(
        name: .long,
        help: ArgumentHelp("Write a CSV file of questions for a person to answer.", valueName: "file"),
        completion: .file()
    )
    var draft: String?

    func validate() throws {
        if !(1...100_000).contains(limit) { throw ValidationError("--limit takes a number from 1 to 100000") }
        if let draft { try DraftFile.check(draft) }
    }

    func run() async throws {
        let console = Console()
        let assembly = try await Assembly(shared.load(), console: console)
        let open = try await assembly.storedConversations()?.unanswered(since: since?.date ?? .distantPast) ?? []
        let grouping = TextGrouping(embedder: try assembly.embedder())
        let groups = try await UnansweredGroup.groups(of: open, by: grouping) { done, total in
            console.progress("comparing questions … \(done) of \(total)")
        }
        console.endProgress()
        var gaps = try await assembly.gaps(groups.prefix(limit), recheck: recheck)
        if output.json {
            try console.printJSON(gaps)
        } else {
            if gaps.isEmpty { console.error("No question was left open.") }
            for (rank, gap) in gaps.enumerated() { try gap.print(rank: rank + 1, to: console) }
            if groups.count > limit { console.error("\(groups.count - limit) more; --limit shows them.") }
            if recheck, !gaps.isEmpty {
                try console.print("\(gaps.count { $0.isClosed == true }) of \(gaps.count) would be answered now.")
            }
        }
        guard let draft else { return }
        gaps.removeAll { $0.isClosed == true }
        try DraftFile(gaps: gaps).write(to: draft)
        console.error(
            "Wrote \(gaps.count) questions to \(draft). Fill in the answers, move the file into knowledge-base/ and run `kefu refresh`."
        )
    }
}

/// A day from which on something counts: `2026-11-01`, or `7d` for seven days ago.
struct Since: ExpressibleByArgument {
    let date: Date

    init?(argument: String) {
        if argument.hasSuffix("d"), let days = Int(argument.dropLast()), (0...36_500).contains(days) {
            date = Date().addingTimeInterval(-86_400 * Double(days))
            return
        }
        let numbers = argument.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard numbers.count == 3, let year = numbers[0], let month = numbers[1], let day = numbers[2],
            (1970...9_999).contains(year), (1...12).contains(month), (1...31).contains(day),
            let date = Calendar(identifier: .gregorian).date(from: DateComponents(year: year, month: month, day: day))
        else { return nil }
        self.date = date
    }
}
