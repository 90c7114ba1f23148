import ArgumentParser
import Evaluation
import Foundation

/// `kefu evaluate`: how well questions find their passages, and whether what is not there is declined.
struct EvaluateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Judge the search on questions with known answers.",
        discussion: """
            The very search that answers customers is judged, with its settings. No
            answer is written, and so no completion model is paid for one.

            CASES is one of
            - a file of questions about the documents of the workspace, .tsv with a
              header or .jsonl: question, sources (path, part of it, or path#heading;
              | between alternatives), fact (words that the passages must hold; |
              between wordings), answerable (yes, no), language, kind, history
            - a folder in the form of BEIR: corpus.jsonl (id, title, text),
              queries.jsonl (id, text, history) and qrels.tsv (query, document,
              grade). Its documents are indexed below .kefu/evaluations/, once.

            A question that names neither source nor fact is one to be declined.

            Measures: nDCG@10, recall@5, MRR@10, hit@1 with any depth; facts@4 (share
            of the facts in the first 4 passages); answered and declined (share of
            the questions rightly so). In brackets: 95% of the values that other
            questions of the same kind would give.

            Examples:
              kefu evaluate questions.tsv
              kefu evaluate cases/zh-faq cases/en-faq --metric recall@5
              kefu evaluate questions.tsv --floor facts@4=0.9   # exit code 1 below
              kefu evaluate cases/zh-faq --compare default retrieval.vector-weight=1
              kefu evaluate questions.tsv --compare old.yaml chunking.tokens=200,retrieval.top-k=5
              kefu evaluate cases/en-faq --queries cases/zh-faq  # across languages
              kefu evaluate --calibrate questions.tsv            # when to decline
              kefu evaluate --curve declining.svg questions.tsv
              kefu evaluate --reliability sure.svg questions.tsv # is .9 right nine times in ten?
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
            "The least that a measure may be; exit code 1 below it. May be repeated; of two configurations it holds the second.",
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
        help: ArgumentHelp("At most so many questions of each set, always the same.", valueName: "count")
    )
    var limit: Int?

    @Flag(name: .long, help: "Ask each question as if nothing had been said before it.")
    var noHistory = false

    @Flag(
        name: .long,
        help:
            "Fit the chance that the documents answer, and its threshold, to these questions, and use both from now on."
    )
    var calibrate = false

    @Option(
        name: .long,
        help: ArgumentHelp("Draw what share of the unanswerable questions is declined, as SVG.", valueName: "file")
    )
    var curve: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Draw how often each certainty is right, as SVG, and tell the error.", valueName: "file")
    )
    var reliability: String?

    /// `--compare` takes two; what stands behind them are cases.
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
        let session = try EvaluationSession(
            configurations,
            measures: try measures(),
            floors: try floors(),
            console: console
        )
        var outcomes: [SetOutcome] = []
        for set in sets { outcomes.append(try await session.judge(set)) }
        console.endProgress()
        try session.tell(outcomes, asJSON: output.json)
        guard isCalibrating else { return }
        let calibration = CalibrationSession(
            console: console,
            stored: calibrate ? StoredCalibration(configurations[0].settings.workspace) : nil,
            curve: curve.map { URL(filePath: $0) },
            reliability: reliability.map { URL(filePath: $0) }
        )
        try calibration.run(outcomes.flatMap { $0.sides[0].run.judgements }, model: outcomes[0].sides[0].model)
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
