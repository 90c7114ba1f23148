import Application
import ArgumentParser
import Batch
import Foundation
import Insight
import RAGCore

/// `kefu classify`: learns labels from a file and gives them to other texts.
struct ClassifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify",
        abstract: "Learn labels from labelled texts and give them to others.",
        discussion: """
            LABELLED is a file of texts with a column `label`; FILE has the texts to
            label. Without FILE, the questions of the stored conversations are labelled.
            Each text gets a label, its probability, and the probability that none of the
            labels fits; where that is the most likely answer, the label is `none`.

            Examples:
              kefu classify labelled.csv tickets.csv --output tickets-labelled.csv
              kefu classify labelled.csv --check             # how good, and which labels look wrong
              kefu classify labelled.csv --save intents.model
              kefu classify --model intents.model --since 7d
              kefu classify rated.csv reviews.csv --regression
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions

    @Argument(
        help: ArgumentHelp("A file of texts with labels, then a file of texts to label.", valueName: "file"),
        completion: .file()
    )
    var files: [String] = []

    @Option(name: .long, help: "The column of the texts, by name or number.")
    var column: String?

    @Option(name: .long, help: "The column of the labels, by name or number. (default: label, intent, category, …)")
    var label: String?

    @Option(name: .long, help: "The sheet of a workbook. (default: the first)")
    var sheet: String?

    @Flag(name: .long, help: "Test the labels by cross-validation: accuracy, confused labels, labels that look wrong.")
    var check = false

    @Option(name: .long, help: ArgumentHelp("Keep what was learned in a file.", valueName: "file"), completion: .file())
    var save: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Use a file that --save wrote instead of labelled texts.", valueName: "file"),
        completion: .file()
    )
    var model: String?

    @Flag(name: .long, help: "The labels are numbers, which are predicted.")
    var regression = false

    @Option(
        name: .customLong("output"),
        help: ArgumentHelp("Write a table: .csv, .tsv, .xlsx or .jsonl; all columns are kept.", valueName: "file"),
        completion: .file()
    )
    var table: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Stored questions asked since a day such as 2026-11-01, or in the last days: 7d.",
            valueName: "day"
        )
    )
    var since: Since?

    func validate() throws {
        let most = model == nil ? 2 : 1
        guard files.count <= most, model != nil || !files.isEmpty else {
            throw ValidationError(
                model == nil
                    ? "Give a file of labelled texts, then at most one file to label"
                    : "With --model give at most one file, the texts to label"
            )
        }
        if model != nil, check || save != nil || regression {
            throw ValidationError("--check, --save and --regression learn from labelled texts, so they exclude --model")
        }
        if regression, save != nil { throw ValidationError("--save keeps labels, not numbers") }
        if check, files.count > 1 { throw ValidationError("--check tests the labelled texts; give no second file") }
    }

    func run() async throws {
        let console = Console()
        let assembly = try await Assembly(shared.load(), console: console)
        let job = ClassificationJob(assembly) { event in
            switch event {
            case .embedding(let done, let total):
                if total > 1_000 { console.progress("reading texts … \(done) of \(total)") }
            case .learning: console.progress("learning …")
            }
        }
        defer { console.endProgress() }
        if regression { return try await predictNumbers(job, assembly, console) }
        let file: ClassifierFile
        if let model {
            file = try ClassifierFile(reading: model)
        } else {
            let learned = try await job.learn(from: try await labelled(assembly))
            console.endProgress()
            for note in learned.notes { console.error(note + ".") }
            if check { return try show(learned, on: console) }
            file = learned.file
        }
        if let save {
            try file.write(to: save)
            console.error("Wrote \(save), which knows \(file.classifier.classes.count) labels.")
            if files.count < 2, table == nil, !output.json { return }
        }
        let texts = try await texts(assembly)
        let decisions = try await job.classify(texts, with: file)
        console.endProgress()
        for note in texts.notes { console.error(note + ".") }
        let workspace = assembly.settings.workspace
        try show(texts, decisions.map { LabelledText($0, of: file.classifier) }, in: workspace, on: console)
    }

    private func labelled(_ assembly: Assembly) async throws -> TextCollection {
        try await assembly.texts(from: .file(files[0], column: column, sheet: sheet, label: label))
    }

    private func texts(_ assembly: Assembly) async throws -> TextCollection {
        let file = files.dropFirst(model == nil ? 1 : 0).first
        let source =
            file.map { TextSource.file($0, column: column, sheet: sheet) }
            ?? .conversations(since: since?.date ?? .distantPast)
        return try await assembly.texts(from: source)
    }

    private func predictNumbers(_ job: ClassificationJob, _ assembly: Assembly, _ console: Console) async throws {
        let learned = try await job.learnNumbers(from: try await labelled(assembly))
        console.endProgress()
        for note in learned.notes { console.error(note + ".") }
        let (regression, report) = (learned.result.regression, learned.result.report)
        if check || files.count < 2 {
            return output.json ? try console.printJSON(report) : try report.print(to: console)
        }
        let texts = try await texts(assembly)
        let numbers = try await job.numbers(texts, with: regression)
        console.endProgress()
        for note in texts.notes { console.error(note + ".") }
        if let table {
            try write(texts, to: table, ["number"], in: assembly.settings.workspace) {
                [TableCell(numbers[$0], digits: 3)]
            }
            return console.error("Wrote \(table).")
        }
        if output.json { return try console.printJSON(zip(texts.records, numbers).map(NumberedText.init)) }
        for (record, number) in zip(texts.records, numbers) {
            try console.print("\(number.formatted(digits: 2))  \(record.text.onOneLine.shortened(to: 100))")
        }
    }

    private func show(
        _ texts: TextCollection,
        _ labels: [LabelledText],
        in workspace: Workspace,
        on console: Console
    ) throws {
        if let table {
            try write(texts, to: table, LabelledText.columns, in: workspace) { labels[$0].cells }
            let none = labels.count { $0.label == nil }
            return console.error("Wrote \(labels.count) texts to \(table); none of the labels fits \(none) of them.")
        }
        if output.json {
            return try console.printJSON(
                zip(texts.records, labels).map { LabelledRecord(text: $0.text, place: $0.place, label: $1) }
            )
        }
        if labels.isEmpty { console.error("There are no texts to label.") }
        for (record, label) in zip(texts.records, labels) {
            try console.print(
                console.bold(label.label ?? "none")
                    + console.dim("  \(label.shownProbability.formatted(digits: 2))  ")
                    + record.text.onOneLine.shortened(to: 100)
            )
        }
    }

    private func write(
        _ texts: TextCollection,
        to path: String,
        _ columns: [String],
        in workspace: Workspace,
        _ cells: (Int) -> [TableCell]
    ) throws {
        let source = files.last.map { URL(filePath: $0).absoluteURL }
        let file = try AnswerFile(path, reading: source)
        try ResultFile.write(texts, to: file, column: texts.column, adding: columns, in: workspace, cells: cells)
    }
}
