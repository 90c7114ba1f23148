import Application
import ArgumentParser
import Foundation

/// The texts of an analysis: a file, or what is stored.
struct TextOptions: ParsableArguments {
    /// The texts that kefu has stored.
    enum Stored: String, ExpressibleByArgument, CaseIterable {
        case conversations, unanswered, documents
    }

    @Argument(
        help: ArgumentHelp(
            "A file of texts: CSV, TSV, XLSX, JSON Lines, or one text a line; - for stdin. (default: what is stored)",
            valueName: "file"
        ),
        completion: .file()
    )
    var file: String?

    @Option(name: .long, help: "The column of the texts, by name or number.")
    var column: String?

    @Option(name: .long, help: "The sheet of a workbook. (default: the first)")
    var sheet: String?

    @Option(name: .customLong("from"), help: "Stored texts: conversations, unanswered or documents.")
    var stored: Stored?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Only questions asked since a day such as 2026-11-01, or in the last days: 7d.",
            valueName: "day"
        )
    )
    var since: Since?

    func validate() throws {
        if file != nil, stored != nil { throw ValidationError("Give either a file or --from, not both") }
        if file == nil, column != nil || sheet != nil {
            throw ValidationError("--column and --sheet belong to a file; name one")
        }
    }

    /// The source that the options name; stored conversations, or `fallback`, without any.
    func source(otherwise fallback: Stored = .conversations) -> TextSource {
        if let file { return .file(file, column: column, sheet: sheet) }
        let date = since?.date ?? .distantPast
        return switch stored ?? fallback {
        case .conversations: .conversations(since: date)
        case .unanswered: .unanswered(since: date)
        case .documents: .documents
        }
    }
}
