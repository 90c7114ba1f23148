import ArgumentParser
import Evaluation
import Foundation

/// `kefu evaluate`: how well the embedding model finds the right passage.
struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Judge the embedding model on questions with known passages.",
        discussion: """
            CASES is a folder in the BEIR form: corpus.jsonl, queries.jsonl (id, text)
            and qrels.tsv (query, document, grade).

            Examples:
              kefu evaluate cases/zh-faq
              kefu evaluate --json cases/zh-faq cases/en-faq | jq '.[].metrics["nDCG@10"].mean'
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "Folders with cases.", completion: .directory)
    var cases: [String]

    func run() async throws {
        let console = Console()
        let embedder = try await Assembly(shared.load(), console: console).embedder()
        var results: [Result] = []
        defer { console.endProgress() }
        for path in cases {
            let folder = URL(filePath: path, directoryHint: .isDirectory)
            let set = try RetrievalCases(folder: folder)
            let run = try await EmbedderEvaluation(embedder: embedder).run(set) { share in
                console.progress("\(folder.lastPathComponent) \(Int(share * 100)) %")
            }
            console.endProgress()
            results.append(
                Result(
                    cases: folder.lastPathComponent,
                    model: embedder.model.description,
                    documents: set.corpus.count,
                    queries: set.queries.count,
                    metrics: Dictionary(
                        uniqueKeysWithValues: RankingMetric.standard.map {
                            ($0.description, Estimate(of: run.values(of: $0)))
                        }
                    )
                )
            )
        }
        if output.json { return try console.printJSON(results) }
        let names = RankingMetric.standard.map(\.description)
        let table = TextTable(
            header: ["cases", "questions"] + names,
            rows: results.map { result in
                [result.cases, String(result.queries)]
                    + names.map { result.metrics[$0]?.mean.formatted(digits: 3) ?? "-" }
            }
        )
        try console.print(table.text)
    }

    private struct Result: Encodable {
        let cases: String
        let model: String
        let documents: Int
        let queries: Int
        let metrics: [String: Estimate]
    }
}
