import Application
import ArgumentParser

/// Options for comparing a run and writing reports.
struct BatchReviewOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Compare with the output of an earlier run; added columns show what changed and whether facts did.",
            valueName: "file"
        ),
        completion: .file()
    )
    var diff: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Compare the answers with the expected ones in this column.", valueName: "name|number")
    )
    var expected: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Write the rows that a person should check into a second table, worst first.",
            valueName: "file"
        ),
        completion: .file()
    )
    var review: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Write an HTML report: one file without external resources.", valueName: "file"),
        completion: .file()
    )
    var report: String?

    /// The options as the batch takes them.
    var options: BatchReview.Options {
        BatchReview.Options(diff: diff, expected: expected, review: review, report: report)
    }
}
