import Application
import ArgumentParser
import Batch
import Foundation
import Insight
import RAGCore

/// `kefu concepts`: finds the texts that express concepts, with or without their words.
struct ConceptsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "concepts",
        abstract: "Find questions and calls that express a concept, with or without the keyword.",
        discussion: """
            CONCEPTS is a YAML file, with a name for each concept and, if you like, a
            description and up to ten examples; five examples help a lot:

              - name: feature request
                description: The customer wants something that we do not offer yet.
                examples:
                  - It would be great if the app could remember my card
                  - 要是能批量导出就好了

            A long text, such as the transcript of a call, is searched sentence by
            sentence. The threshold is chosen from the scores of all texts. --review
            asks about a few borderline texts and keeps the threshold that your answers
            give in CONCEPTS.thresholds.json; delete it to start again.

            Examples:
              kefu concepts concepts.yaml --since 7d
              kefu concepts concepts.yaml calls.csv --review
              kefu concepts concepts.yaml tickets.xlsx --output found.xlsx
              kefu concepts concepts.yaml calls.csv --json | jq '.concepts[] | [.name, .count]'
            """
    )

    @Argument(help: ArgumentHelp("A YAML file of concepts.", valueName: "concepts"), completion: .file())
    var concepts: String

    @OptionGroup var source: TextOptions
    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var table: ResultTableOptions

    @Option(name: .long, help: "How many texts of each concept are shown.")
    var limit = 10

    @Option(
        name: .long,
        help: "The least score of a match for all concepts, in standard deviations. (default: chosen by the scores)"
    )
    var threshold: Float?

    @Flag(name: .long, help: "Ask about a few borderline texts of each concept and keep the thresholds.")
    var review = false

    func validate() throws {
        if !(0...100_000).contains(limit) { throw ValidationError("--limit takes a number from 0 to 100000") }
        if let threshold, !threshold.isFinite { throw ValidationError("--threshold takes a number such as 3") }
        if review, threshold != nil {
            throw ValidationError("--review sets the thresholds, so it excludes --threshold")
        }
        if review, source.file == "-" {
            throw ValidationError("--review reads answers from stdin; name a file of texts")
        }
    }

    func run() async throws {
        let console = Console()
        let wanted = try ConceptFile.read(concepts)
        var thresholds = try ConceptThresholds(beside: concepts)
        let assembly = try await Assembly(shared.load(), console: console)
        let texts = try await assembly.texts(from: source.source())
        let job = ConceptJob(assembly) { event in
            switch event {
            case .embedding(let done, let total): console.progress("reading sentences … \(done) of \(total)")
            case .comparing: console.progress("comparing …")
            }
        }
        defer { console.endProgress() }
        var finding = try await job.find(wanted, in: texts, thresholds: thresholds.values, fixed: threshold)
        console.endProgress()
        for note in texts.notes { console.error(note + ".") }
        if texts.records.isEmpty { console.error("There are no texts in \(texts.name).") }
        if review {
            try await ConceptReview(console: console).run(&finding, saving: &thresholds)
        }
        let found = finding.concepts.indices.map { finding.matches(of: $0) }
        try table.write(
            texts,
            from: source.file,
            adding: ConceptCells.columns,
            in: assembly.settings.workspace,
            cells: ConceptCells(finding, found).cells
        )
        if output.json { return try console.printJSON(ConceptReport(finding, found)) }
        if table.path == nil { try ConceptPrinter(console: console, limit: limit).print(finding, found) }
    }
}
