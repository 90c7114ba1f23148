import Application
import ArgumentParser
import Foundation
import Privacy
import RAGCore

/// `kefu forget`: finds a customer's words, and erases them for good.
struct ForgetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget",
        abstract: "Find a customer's words in everything that is kept, and erase them for good.",
        discussion: """
            Searches conversations with their feedback and contacts, the chat history,
            the journals of batches, and the files that kefu has written. A telephone
            number or mail address is found as well where it was masked. Sessions in
            which the customer is named are erased as a whole.

            Shows what is found and asks before it erases; --yes does not ask. Files
            outside of .kefu/ are not changed: each is named with the rows to edit.
            Services may go on. Backups and what a provider keeps are not reached.

            Examples:
              kefu forget --session 王女士
              kefu forget --customer 13812345678
              kefu forget --customer "Ann Lee" --yes
              kefu forget --older-than 90d --yes          # for cron
              kefu forget --customer ann@example.com --json   # shows only
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions

    @Option(name: .long, help: "Name or id of a session.")
    var session: String?

    @Option(name: .long, help: "A name, a telephone number, a mail address, an order number.")
    var customer: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Everything before a day such as 2026-11-01, or older than 90d.", valueName: "day")
    )
    var olderThan: Since?

    @Flag(name: .shortAndLong, help: "Erase without asking.")
    var yes = false

    func validate() throws {
        guard [session != nil, customer != nil, olderThan != nil].count(where: \.self) == 1 else {
            throw ValidationError("Give one of --session, --customer and --older-than")
        }
        if let customer, CustomerQuery(customer) == nil {
            throw ValidationError("--customer takes at least two characters: a name, a number or an address")
        }
    }

    func run() async throws {
        let console = Console()
        let assembly = try await Assembly(shared.load(), console: console)
        let job = ForgetJob(try scope(), in: assembly)
        let plan = try await job.plan()
        if output.json { try console.printJSON(plan) } else { try plan.print(to: console) }
        // With --yes the file of conversations is written anew even if it holds no such words: an earlier run may have
        // deleted them and been stopped before that.
        guard yes || !plan.isEmpty && !output.json else { return }
        guard try yes || Self.isConfirmed(console) else { return console.error("Nothing was erased.") }
        let failed = try await job.erase(plan)
        console.error(plan.isEmpty ? "There was nothing to erase." : "Erased.")
        let unreached = failed + plan.busyJournals
        guard unreached.isEmpty else {
            throw RAGError(
                .failed,
                "A running batch uses \(unreached.joined(separator: ", ")), which may still hold the words",
                hint: "Run this again when the batch is done"
            )
        }
    }

    private func scope() throws -> ForgetScope {
        if let session { return .session(session) }
        if let olderThan { return .olderThan(olderThan.date) }
        guard let query = customer.flatMap(CustomerQuery.init) else { throw ValidationError("--customer is empty") }
        return .customer(query)
    }

    /// Asks the person at the terminal. Throws `ValidationError` if there is none.
    private static func isConfirmed(_ console: Console) throws -> Bool {
        guard console.isInteractive else { throw ValidationError("Nothing was erased: without a terminal, add --yes") }
        console.ask("Erase this for good? [y/N] ")
        let answer = (readLine() ?? "").trimmingCharacters(in: .whitespaces).lowercased()
        return ["y", "yes", "是"].contains(answer)
    }
}
