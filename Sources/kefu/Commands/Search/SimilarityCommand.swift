import Application
import ArgumentParser
import RAGCore

/// `kefu similarity`: shows the cosines between texts.
struct SimilarityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "similarity",
        abstract: "Show how near texts are to one another, as cosines.",
        discussion: """
            Examples:
              kefu similarity 奥运会 亚运会 北京地铁
              kefu similarity "return an item" "send it back" "charge the battery"
              kefu similarity --json 退款 refund
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "Two texts or more.")
    var texts: [String]

    func validate() throws {
        guard texts.count > 1, texts.allSatisfy({ $0.contains { !$0.isWhitespace } }) else {
            throw ValidationError("Give two texts or more, none of them empty")
        }
    }

    func run() async throws {
        let console = Console()
        let embedder = try await Assembly(shared.load(), console: console).embedder()
        // Texts of one kind are compared, so all are embedded as queries.
        let embeddings = try await embedder.embed(texts, as: .query)
        let cosines = embeddings.map { row in embeddings.map { row.cosine(to: $0) ?? 0 } }
        if output.json {
            return try console.printJSON(Table(model: embedder.model.name, texts: texts, cosines: cosines))
        }
        try console.print(
            TextTable(
                header: [""] + texts,
                rows: zip(texts, cosines).map { text, row in
                    [text] + row.map { $0.formatted(digits: 3) }
                }
            ).text
        )
        let pairs = texts.indices.flatMap { i in texts.indices.dropFirst(i + 1).map { (i, $0) } }
        if let (i, j) = pairs.max(by: { cosines[$0.0][$0.1] < cosines[$1.0][$1.1] }) {
            try console.print("\nNearest: \(texts[i]) – \(texts[j])")
        }
    }

    private struct Table: Encodable {
        let model: String
        let texts: [String]
        let cosines: [[Float]]
    }
}
