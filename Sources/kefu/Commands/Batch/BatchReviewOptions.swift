import Application
import ArgumentParser

/// Options for comparing a run and writing reports.
struct BatchReviewOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Compare with the output of an earlier run: columns say what changed, and whether in fact.",
            valueName: "file"
        ),
        completion: .file()
    )
    var diff: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Score the answers against the known ones in this column.", valueName: "name|number")
    )
    var expected: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Write what needs a person into a second table, worst first.", valueName: "file"),
        completion: .file()
    )
    var review: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Write an HTML report: one file that fetches nothing.", valueName: "file"),
        completion: .file()
    )
    var report: String?

    /// The options as the batch takes them.
    var options: BatchReview.Options {
        BatchReview.Options(diff: diff, expected: expected, review: review, report: report)
    }
}
