import Answering
import ArgumentParser
import RAGCore

/// `kefu search`: what a question finds, without an answer.
struct SearchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Show what a question finds, with scores.",
        discussion: """
            Examples:
              kefu search "退货 运费"
              kefu search --limit 10 "warranty of the coffee machine"
              kefu search --language en --tag returns "who pays for shipping"
              kefu search --json 发票 | jq '.[].path'
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions

    @OptionGroup var filters: FilterOptions

    @Option(name: .long, help: "How many passages. (default: retrieval.top-k)")
    var limit: Int?

    @Flag(name: .long, help: "Print to stderr what happened when, in milliseconds since the process began.")
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
        let hits = try await Trace.$current.withValue(clock?.trace) {
            Trace.mark("arguments parsed")
            let assembly = try await Assembly(shared.load(), console: console)
            Trace.mark("settings read")
            let retriever = try await assembly.retriever(where: filters.filter())
            return try await retriever.retrieve(question, limit: limit ?? assembly.settings.topK).hits
        }
        clock?.print(to: console)
        if output.json {
            return try console.printJSON(hits.map(FoundPassage.init))
        }
        if hits.isEmpty { console.error("Nothing found.") }
        for (rank, hit) in hits.enumerated() {
            let passage = FoundPassage(hit)
            try console.print(
                console.bold("\(rank + 1). \(passage.heading)")
                    + console.dim(
                        "  \(passage.score.formatted(digits: 3))  \(passage.place.onOneLine)"
                    )
            )
            try console.print(passage.passage.indented(by: 3) + "\n")
        }
    }
}

/// A hit as `kefu search` shows it.
struct FoundPassage: Encodable {
    let score: Float
    let path: String
    let title: String
    let heading: String
    let url: String?
    let firstLine: Int
    let lastLine: Int
    let firstPage: Int?
    let lastPage: Int?
    let passage: String

    /// Where a person finds it.
    var place: String { Place(path: path, url: url, line: firstLine, page: firstPage).description }

    init(_ hit: SearchHit) {
        score = hit.score
        path = hit.documentPath
        title = hit.documentTitle
        heading = hit.chunk.heading(title: hit.documentTitle)
        url = hit.documentMetadata["url"]?.first
        firstLine = hit.chunk.lines.lowerBound
        lastLine = hit.chunk.lines.upperBound
        firstPage = hit.chunk.pages?.lowerBound
        lastPage = hit.chunk.pages?.upperBound
        passage = hit.chunk.text
    }
}
