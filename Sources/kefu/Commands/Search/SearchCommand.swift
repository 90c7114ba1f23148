import Answering
import Application
import ArgumentParser
import RAGCore

/// `kefu search`: shows the passages that a question finds, without an answer.
struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Show what a question finds, with scores.",
        discussion: """
            Examples:
              kefu search "退货 运费"
              kefu search --limit 10 "warranty of the coffee machine"
              kefu search --language en --tag returns "who pays for shipping"
              kefu search --explain "退货 运费"        # ranks, scores, and why
              kefu search --json 发票 | jq '.[].path'
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions

    @OptionGroup var filters: FilterOptions

    @Option(name: .long, help: "How many passages. (default: retrieval.top-k)")
    var limit: Int?

    @Flag(name: .long, help: "Show how each passage got its rank, and what would be decided.")
    var explain = false

    @Flag(name: .long, help: "Print to stderr when each step happened, in milliseconds since the process began.")
    var trace = false

    @Argument(help: "The question; without it, or with -, it is read from stdin.")
    var question: [String] = []

    func validate() throws {
        if let limit, !(1...1_000).contains(limit) { throw ValidationError("--limit takes a number from 1 to 1000") }
    }

    func run() async throws {
        let clock = trace ? ProcessClock() : nil
        let console = Console()
        let question = try Question.read(question)
        let filter = try filters.filter()
        try await Trace.$current.withValue(clock?.trace) {
            Trace.mark("arguments parsed")
            let assembly = try await Assembly(shared.load(), console: console)
            Trace.mark("settings read")
            let (retriever, stored, policy) = try await assembly.retrieval(where: filter)
            let limit = limit ?? assembly.settings.retrieval.topK
            // The decision needs more passages than are shown.
            let found = try await retriever.retrieve(
                question,
                limit: explain ? max(limit, AnswerPipeline.depth) : limit
            )
            for notice in found.notices { console.error(notice) }
            guard explain else { return try show(found.hits, on: console) }
            // The passages that the filter excludes are those that a search without it finds in addition.
            let all = filter == .all ? nil : try await assembly.retrieval(where: .all).retriever
            let explanation = SearchExplanation(
                of: question,
                found,
                limit: limit,
                policy: policy,
                isDirect: try await stored.answer(to: question) != nil,
                filter: filter,
                unfiltered: try await all?.retrieve(question, limit: limit)
            )
            if output.json {
                try console.printJSON(explanation)
            } else {
                try console.print(explanation.rendered(on: console))
            }
        }
        clock?.print(to: console)
    }

    private func show(_ hits: [SearchHit], on console: Console) throws {
        if output.json { return try console.printJSON(hits.map(FoundPassage.init)) }
        if hits.isEmpty { console.error("Nothing found.") }
        for (rank, hit) in hits.enumerated() {
            let passage = FoundPassage(hit)
            try console.print(
                console.bold("\(rank + 1). \(passage.heading)")
                    + console.dim("  \(passage.score.formatted(digits: 3))  \(passage.place.onOneLine)")
            )
            try console.print(passage.passage.indented(by: 3) + "\n")
        }
    }
}
