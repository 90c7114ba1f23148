import Application
import ArgumentParser
import Foundation
import RAGCore

/// `kefu unanswered`: lists the questions that got no good answer.
struct UnansweredCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unanswered",
        abstract: "List the questions that got no good answer, most frequent first.",
        discussion: """
            Lists questions that were declined or whose answers were marked bad, grouped
            by meaning, each with the nearest documents.

            To answer them, write a draft with --draft, fill in the answers, move the
            file into knowledge-base/ and refresh. Rows without an answer are left out.

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
        help: ArgumentHelp(
            "Only questions asked since a day such as 2026-11-01, or in the last days: 7d.",
            valueName: "day"
        )
    )
    var since: Since?

    @Option(name: .long, help: "How many groups.")
    var limit = 20

    @Flag(name: .long, help: "Search again and show which of them would be answered now. Calls no completion model.")
    var recheck = false

    @Option(
        name: .long,
        help: ArgumentHelp("Write a CSV file of questions for a person to answer.", valueName: "file"),
        completion: .file()
    )
    var draft: String?

    func validate() throws {
        if !(1...100_000).contains(limit) { throw ValidationError("--limit takes a number from 1 to 100000") }
        if let draft { try Self.check(draft) }
    }

    /// Throws `ValidationError` if `path` is not a new CSV file.
    private static func check(_ path: String) throws {
        guard path.lowercased().hasSuffix(".csv") else {
            throw ValidationError("--draft takes a file whose name ends in .csv, not '\(path)'")
        }
        guard !FileManager.default.fileExists(atPath: path) else {
            throw ValidationError("\(path) exists and may hold answers; name a new file")
        }
    }

    func run() async throws {
        let console = Console()
        let assembly = try await Assembly(shared.load(), console: console)
        let job = GapJob(assembly) { event in
            switch event {
            case .comparing(let done, let total): console.progress("comparing questions … \(done) of \(total)")
            case .searching(let number): console.progress("looking at question \(number) …")
            }
        }
        let groups = try await job.groups(since: since?.date ?? .distantPast)
        console.endProgress()
        var gaps = try await job.gaps(groups.prefix(limit), recheck: recheck)
        console.endProgress()
        if output.json {
            try console.printJSON(gaps)
        } else {
            if gaps.isEmpty { console.error("No unanswered questions.") }
            for (rank, gap) in gaps.enumerated() { try gap.print(rank: rank + 1, to: console) }
            if groups.count > limit { console.error("\(groups.count - limit) more; --limit shows them.") }
            if recheck, !gaps.isEmpty {
                try console.print("\(gaps.count { $0.isClosed == true }) of \(gaps.count) would be answered now.")
            }
        }
        guard let draft else { return }
        gaps.removeAll { $0.isClosed == true }
        try DraftFile(gaps: gaps).write(to: draft)
        OutputRegistry(assembly.settings.workspace).note(draft)
        console.error(
            "Wrote \(gaps.count) questions to \(draft). Fill in the answers, move the file into knowledge-base/ and run `kefu refresh`."
        )
    }
}

extension KnowledgeGap {
    private static let shownWordings = 3

    fileprivate func print(rank: Int, to console: Console) throws {
        let bad = markedBad > 0 ? ", \(markedBad) marked bad" : ""
        try console.print(
            console.bold("\(rank). \(question.onOneLine.shortened(to: 120))")
                + console.dim("  ×\(count), last \(lastAsked.minuteText)\(bad)")
        )
        for wording in otherWordings.prefix(Self.shownWordings) {
            try console.print("   " + wording.onOneLine.shortened(to: 120))
        }
        for neighbour in nearest {
            try console.print(
                console.dim(
                    "   \(neighbour.score.formatted(digits: 3))  \(neighbour.heading.onOneLine) — \(neighbour.place.onOneLine)"
                )
            )
        }
        if let answeredNow {
            try console.print(
                isClosed == true ? "   answered now" : "   answered now: \(answeredNow) of \(count)"
            )
        }
        try console.print()
    }
}
