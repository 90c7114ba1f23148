import Application
import ArgumentParser
import Evaluation
import Foundation
import RAGCore

/// `kefu evaluate`: judges the search, and the decision to decline, on questions with known answers.
struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Judge the search on questions with known answers.",
        discussion: """
            Judges the same search that answers customers, with the same settings. No
            answer is written, so no completion model is paid for one.

            CASES is one of
            - a file of questions about the documents of the workspace, .tsv with a
              header or .jsonl: question, sources (path, part of it, or path#heading;
              | between alternatives), fact (words that the passages must hold; |
              between wordings), answerable (yes, no), language, kind, history
            - a folder in the form of BEIR: corpus.jsonl (id, title, text),
              queries.jsonl (id, text, history) and qrels.tsv (query, document,
              grade). Its documents are indexed below .kefu/evaluations/, once.

            A question that names neither source nor fact should be declined.

            Measures: nDCG@10, recall@5, MRR@10, hit@1 with any depth; facts@4 (share
            of the facts in the first 4 passages); answered and declined (share of the
            questions for which that was right). In brackets: 95% confidence interval.

            Examples:
              kefu evaluate questions.tsv
              kefu evaluate cases/zh-faq cases/en-faq --metric recall@5
              kefu evaluate questions.tsv --floor facts@4=0.9   # exit code 1 below
              kefu evaluate cases/zh-faq --compare default retrieval.vector-weight=1
              kefu evaluate questions.tsv --compare old.yaml chunking.tokens=200,retrieval.top-k=5
              kefu evaluate cases/en-faq --queries cases/zh-faq  # across languages
              kefu evaluate --calibrate questions.tsv            # fits the threshold for declining
              kefu evaluate --curve declining.svg questions.tsv
              kefu evaluate --reliability sure.svg questions.tsv # is 0.9 right nine times in ten?
              kefu evaluate --json questions.tsv | jq '.[].metrics["hit@1"].mean'
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions

    @Argument(help: "Folders and files with cases.", completion: .file())
    var cases: [String] = []

    @Option(name: .long, help: ArgumentHelp("A measure; may be repeated.", valueName: "measure"))
    var metric: [String] = []

    @Option(
        name: .long,
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Two configurations, question by question: default, settings between commas, or a YAML file.",
            valueName: "A B"
        )
    )
    var compare: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Least value of a measure; exit code 1 below it. May be repeated; with --compare it applies to the second configuration.",
            valueName: "measure=value"
        )
    )
    var floor: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Ask the questions of this folder about the documents of CASES.", valueName: "folder")
    )
    var queries: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Most questions of each set; the same ones each time.", valueName: "count")
    )
    var limit: Int?

    @Flag(name: .long, help: "Ask each question as if nothing had been said before it.")
    var noHistory = false

    @Flag(
        name: .long,
        help:
            "Fit the confidence and its threshold to these questions, and use both from now on."
    )
    var calibrate = false

    @Option(
        name: .long,
        help: ArgumentHelp("Draw what share of the unanswerable questions is declined, as SVG.", valueName: "file")
    )
    var curve: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Draw, as SVG, how often answers of each certainty are right, and print the calibration error.",
            valueName: "file"
        )
    )
    var reliability: String?

    /// The cases: `--compare` takes two values, and the parser gives it the cases that follow as well.
    private var allCases: [String] { cases + compare.dropFirst(2) }

    func validate() throws {
        guard !allCases.isEmpty else { throw ValidationError("Name a folder or a file with cases") }
        if compare.count == 1 {
            throw ValidationError("--compare takes two configurations, such as default and retrieval.top-k=6")
        }
        if isCalibrating, !compare.isEmpty {
            throw ValidationError("--calibrate, --curve and --reliability take one configuration: leave --compare out")
        }
        if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1") }
        _ = try measures()
        _ = try floors()
    }

    func run() async throws {
        let console = Console()
        defer { console.endProgress() }
        let sets = try allCases.map { path in
            var set = try CaseSet(at: URL(filePath: path), queries: queries.map { URL(filePath: $0) })
            if let limit { set = set.sample(limit) }
            return noHistory ? set.withoutHistory : set
        }
        var configurations: [NamedConfiguration] = []
        for text in compare.isEmpty ? ["default"] : compare.prefix(2) {
            configurations.append(try await NamedConfiguration(text, shared: shared))
        }
        let printer = EvaluationPrinter(console: console)
        let job = try EvaluationJob(
            configurations.map { ($0.name, $0.settings) },
            measures: try measures(),
            floors: try floors(),
            notify: console.show,
            progress: printer.show
        )
        var outcomes: [SetOutcome] = []
        for set in sets { outcomes.append(try await job.judge(set)) }
        console.endProgress()
        try job.close()
        try printer.print(outcomes, isComparison: configurations.count > 1, asJSON: output.json)
        try checkFloors(of: job, in: outcomes, printer)
        guard isCalibrating else { return }
        try printCalibration(
            CalibrationJob(
                outcomes.flatMap { $0.sides[0].run.judgements },
                model: outcomes[0].sides[0].model,
                in: configurations[0].settings.workspace
            ),
            printer
        )
    }

    /// Throws `ExitCode` 1 where a set is below a floor.
    private func checkFloors(of job: EvaluationJob, in outcomes: [SetOutcome], _ printer: EvaluationPrinter) throws {
        let (misses, unmeasured) = job.missedFloors(in: outcomes)
        for miss in misses { printer.show(miss) }
        if let unmeasured {
            throw ValidationError("--floor \(unmeasured): no question of these cases can be measured by it")
        }
        if !misses.isEmpty { throw ExitCode(RAGError.Code.failed.rawValue) }
    }

    private func printCalibration(_ job: CalibrationJob, _ printer: EvaluationPrinter) throws {
        let outcome = calibrate ? try job.calibrate() : job.uncalibrated()
        if calibrate { printer.show(outcome) }
        if let reliability {
            let diagram = try job.reliability()
            printer.show(diagram)
            try job.draw(diagram, at: URL(filePath: reliability))
        }
        if let curve { try outcome.draw(at: URL(filePath: curve)) }
    }

    private var isCalibrating: Bool { calibrate || curve != nil || reliability != nil }

    private func measures() throws -> [Measure] {
        try metric.map { name in
            guard let measure = Measure(name) else {
                throw ValidationError("--metric takes a measure such as \(Measure.names), not '\(name)'")
            }
            return measure
        }
    }

    private func floors() throws -> [Floor] {
        try floor.map { text in
            guard let floor = Floor(text) else {
                throw ValidationError(
                    "--floor takes a measure and its least value, such as recall@5=0.9, not '\(text)'"
                )
            }
            return floor
        }
    }
}
