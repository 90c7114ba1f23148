import Application
import ArgumentParser
import Foundation
import RAGCore

/// `kefu audit`: lists problems in the documents.
struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "List problems in the documents, worst first.",
        discussion: """
            Looks for passages that contradict each other, broken links, dates in the past,
            topics that customers ask about and no document covers, passages that say the
            same, and passages that no question reaches. Run `kefu refresh` first.

            Examples:
              kefu audit
              kefu audit --only contradictions,links
              kefu audit --check-links                 # asks for web addresses as well
              kefu audit --strict --only links         # exit code 1 with findings, for CI
              kefu audit --json | jq '.findings[] | [.kind, .summary]'
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Only these kinds, separated by commas: contradictions, links, dates, uncovered, duplicates, unreachable.",
            valueName: "kinds"
        )
    )
    var only: AuditKinds?

    @Option(name: .long, help: "How many problems of each kind.")
    var limit = 50

    @Flag(name: .long, help: "Ask for addresses in the web, one after another.")
    var checkLinks = false

    @Flag(name: .long, help: "Exit with code 1 if there are problems.")
    var strict = false

    func validate() throws {
        if !(1...100_000).contains(limit) { throw ValidationError("--limit takes a number from 1 to 100000") }
    }

    func run() async throws {
        let console = Console()
        let assembly = try await Assembly(shared.load(), console: console)
        var options = AuditJob.Options(checksWeb: checkLinks)
        if let only { options.kinds = only.kinds }
        let job = AuditJob(assembly, options: options) { event in
            switch event {
            case .reading(let passages): console.progress("reading \(passages) passages …")
            case .embedding(let done, let total): console.progress("embedding … \(done) of \(total)")
            case .askingForLinks(let done, let total): console.progress("asking for links … \(done) of \(total)")
            }
        }
        let report = try await job.run()
        console.endProgress()
        if output.json {
            try console.printJSON(report)
        } else {
            try report.print(to: console, limit: limit)
        }
        if strict, !report.findings.isEmpty { throw ExitCode.failure }
    }
}

/// The kinds of problems that `--only` names.
struct AuditKinds: ExpressibleByArgument {
    let kinds: Set<AuditFinding.Kind>

    init?(argument: String) {
        let names = argument.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
        let kinds = names.compactMap(AuditFinding.Kind.init)
        guard !kinds.isEmpty, kinds.count == names.count else { return nil }
        self.kinds = Set(kinds)
    }
}
