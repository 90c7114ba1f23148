import Application
import ArgumentParser
import Foundation
import RAGCore

/// `kefu batch`: answers a file of questions into a file of answers.
struct BatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Answer a file of questions, with sources, into a file to review.",
        discussion: """
            QUESTIONS is CSV, TSV, XLSX, JSON Lines, or text with one question a line;
            - is stdin. The column of questions is recognised by its name (question,
            问题, 客户问题 and the like) or named with --column; all other columns are
            copied to the output, whose rows are in the order of the input.

            Each question is answered by itself, without a conversation. Equal and
            nearly equal questions are answered once. A row that fails has its error
            in the output and does not stop the others; the exit code is then 1.

            Finished rows are kept: after Ctrl-C or a crash, or to ask failed rows
            again, run the same command again. After a change of questions, documents,
            prompts or model only the rows that the change affects are answered again.
            --fresh starts over. Questions and answers are kept in .kefu/batch/.

            Examples:
              kefu batch questions.csv --output answers.csv
              kefu batch 客户问题.xlsx --column 问题描述 --output 答案.xlsx
              kefu batch questions.jsonl --output answers.jsonl --limit-cost 5.00
              kefu batch questions.csv -o answers.csv --diff last.csv --report report.html
              cat 问题.txt | kefu batch - --output - --format jsonl | jq -r .answer
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var machine: OutputOptions

    @Argument(help: "The file of questions; - for stdin.", completion: .file())
    var questions: String

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("The file of answers, .csv, .tsv, .xlsx or .jsonl; - for stdout.", valueName: "file"),
        completion: .file()
    )
    var output: String

    @Option(
        name: .long,
        help: ArgumentHelp("csv, tsv, xlsx or jsonl, if the file name does not show it.", valueName: "format")
    )
    var format: AnswerFile.Format?

    @Option(
        name: .long,
        help: ArgumentHelp("The column of the questions, by name or number from 1.", valueName: "name|number")
    )
    var column: String?

    @Option(name: .long, help: ArgumentHelp("The sheet of a workbook. (default: the first)", valueName: "name"))
    var sheet: String?

    @OptionGroup(title: "Reviewing")
    var reviewing: BatchReviewOptions

    @Flag(name: .long, help: "Start over: forget the answers of earlier runs.")
    var fresh = false

    @Flag(name: .long, help: "Print how many rows are new and what they would cost, and answer nothing.")
    var dryRun = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Stop before the answers of this file cost more, in the currency of the prices.",
            valueName: "price"
        )
    )
    var limitCost: Double?

    @Flag(
        name: .long,
        help:
            "Use the provider's Batch API: half the price, answers within a day. Run the same command again to continue."
    )
    var providerBatch = false

    @Option(
        name: .long,
        help: ArgumentHelp("Questions answered at once. (default: what suits the model)", valueName: "count")
    )
    var workers: Int?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Minutes to wait for a service that cannot be reached, before the run stops.",
            valueName: "minutes"
        )
    )
    var patience = 1

    func validate() throws {
        if let limitCost, !(limitCost > 0 && limitCost.isFinite) {
            throw ValidationError("--limit-cost takes a price above 0, such as 5.00")
        }
        if let workers, !(1...1_024).contains(workers) {
            throw ValidationError("--workers takes a number from 1 to 1024")
        }
        guard (0...1_440).contains(patience) else { throw ValidationError("--patience takes minutes from 0 to 1440") }
    }

    func run() async throws {
        let console = Console()
        defer { console.endProgress() }
        let settings = try await shared.load()
        if limitCost != nil, settings.completion.price == nil {
            throw RAGError(
                .notConfigured,
                "--limit-cost needs to know what the completion model costs",
                hint:
                    "Set completion.input-price-per-million-tokens and completion.output-price-per-million-tokens in kefu.yaml"
            )
        }
        let input = try BatchInput(questions, column: column, sheet: sheet)
        for note in input.table.notes { console.error("\(input.name): \(note)") }
        let printer = BatchPrinter(console: console)
        let run = BatchRun(
            settings: settings,
            input: input,
            output: try AnswerFile(output, format: format, hasByteOrderMark: settings.marksCSV, input: input),
            options: BatchRun.Options(
                workers: workers,
                isFresh: fresh,
                costLimit: limitCost,
                usesProviderBatch: providerBatch,
                patience: .seconds(60 * patience)
            ),
            review: try BatchReview(reviewing.options, input: input, hasByteOrderMark: settings.marksCSV),
            notify: console.show,
            progress: printer.show
        )
        if dryRun {
            let forecast = try await run.forecast()
            if machine.json {
                try console.printJSON(forecast)
            } else {
                try console.print(printer.text(forecast, of: input.name))
            }
        } else {
            try printer.print(try await run.run())
        }
    }
}

extension AnswerFile.Format: ExpressibleByArgument {}
