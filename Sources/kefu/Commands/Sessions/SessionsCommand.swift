import Application
import ArgumentParser
import Foundation
import Privacy
import RAGCore
import SQLiteStore

/// `kefu sessions`: lists, shows, renames and deletes stored conversations.
struct SessionsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sessions",
        abstract: "List, show, rename and delete stored conversations.",
        subcommands: [List.self, Show.self, Rename.self, Delete.self],
        defaultSubcommand: List.self
    )

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the sessions, the last used first.",
            discussion: """
                Examples:
                  kefu sessions
                  kefu sessions list --limit 100 --json | jq -r '.[].id'
                  kefu sessions --find 13812345678            # also where it was masked
                  kefu sessions --find 王女士
                """
        )

        @OptionGroup var shared: SharedOptions
        @OptionGroup var output: OutputOptions

        @Option(name: .long, help: "How many sessions.")
        var limit = 20

        @Option(
            name: .long,
            help: ArgumentHelp(
                "Only sessions in which a customer has written this: a name, a number, an address, a word.",
                valueName: "text"
            )
        )
        var find: String?

        func validate() throws {
            guard let find, CustomerQuery(find) == nil else { return }
            throw ValidationError("--find takes at least two characters")
        }

        func run() async throws {
            let console = Console()
            let assembly = try await Assembly(shared.load(), console: console)
            let sessions: [Session]
            if let query = find.flatMap(CustomerQuery.init) {
                sessions = Array(try await assembly.sessions(of: query).prefix(limit))
            } else {
                sessions = try await assembly.storedConversations()?.sessions(limit: limit) ?? []
            }
            if output.json { return try console.printJSON(sessions) }
            if sessions.isEmpty {
                return console.error(find == nil ? "No conversation is stored yet." : "No session holds that.")
            }
            let table = TextTable(
                header: ["session", "turns", "last used", "first question"],
                rows: sessions.map {
                    [
                        $0.label.onOneLine, String($0.turnCount), $0.lastUsed.minuteText,
                        ($0.firstQuestion ?? "-").onOneLine.shortened(to: 40),
                    ]
                }
            )
            try console.print(table.text)
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show what was said in a session, and why.",
            discussion: """
                Examples:
                  kefu sessions show 王女士
                  kefu sessions show --json 4v9c2mkq07tz | jq '.[].record.sources'
                """
        )

        @OptionGroup var shared: SharedOptions
        @OptionGroup var output: OutputOptions

        @Argument(help: "Name or id of the session.")
        var session: String

        func run() async throws {
            let console = Console()
            let (store, found) = try await Assembly(shared.load(), console: console).session(session)
            let turns = try await store.turns(of: found.id, last: nil)
            if output.json { return try console.printJSON(turns) }
            for turn in turns {
                let record = turn.record
                try console.print(
                    console.bold("\(turn.number). \(record.question)") + console.dim("  \(record.askedAt.minuteText)")
                )
                try console.print(record.answer.indented(by: 3))
                for source in record.sources {
                    let passage = source.passage
                    let place = passage.place
                    try console.print(
                        console.dim("   [\(source.number)] \(passage.heading) — \(place.description.onOneLine)")
                    )
                }
                let facts = [
                    record.decision.name, record.decision.reason, record.decision.team.map { "team \($0)" },
                    record.model,
                ].compactMap { $0 }
                try console.print(console.dim("   " + facts.joined(separator: ", ")))
                for feedback in turn.feedback {
                    try console.print(console.dim("   \(feedback.verdict.rawValue) \(feedback.words ?? "")"))
                }
                try console.print()
            }
        }
    }

    struct Rename: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Give a session a name.")

        @OptionGroup var shared: SharedOptions

        @Argument(help: "Name or id of the session.")
        var session: String

        @Argument(help: "Its new name.")
        var name: String

        func run() async throws {
            let (store, found) = try await Assembly(shared.load(), console: Console()).session(session)
            try await store.rename(found.id, to: name)
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete sessions: questions, answers, feedback, contacts.",
            discussion: """
                They are deleted from the stored conversations alone. What the chat
                history, batches and written files hold of a customer is found and
                erased by `kefu forget`. Turns older than conversations.keep-days are
                deleted automatically.

                Examples:
                  kefu sessions delete 王女士
                  kefu sessions delete 4v9c2mkq07tz 0dxe81kf3rqz
                """
        )

        @OptionGroup var shared: SharedOptions

        @Argument(help: "Names or ids of the sessions.")
        var sessions: [String]

        func run() async throws {
            let console = Console()
            let assembly = try await Assembly(shared.load(), console: console)
            for reference in sessions {
                let (store, found) = try await assembly.session(reference)
                try await store.delete(found.id)
                try console.print(
                    "Deleted \(found.label), \(found.turnCount) \(found.turnCount == 1 ? "turn" : "turns")."
                )
            }
        }
    }
}
