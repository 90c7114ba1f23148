import ArgumentParser
import RAGCore

/// Options that restrict the passages that a search may find.
struct FilterOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp("Only passages of documents with this tag; one of several.", valueName: "tag")
    )
    var tag: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Only passages of documents for this audience; one of several.", valueName: "audience")
    )
    var audience: [String] = []

    @Option(name: .long, help: ArgumentHelp("Only passages in this language: zh or en.", valueName: "language"))
    var language: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Only passages from this source; knowledge-base is the main folder.", valueName: "source")
    )
    var source: [String] = []

    /// Returns the filter. Throws `ValidationError` for an unknown language.
    func filter() throws -> SearchFilter {
        let languages = try language.map { name in
            guard let language = Language(rawValue: name.lowercased()) else {
                throw ValidationError("--language takes zh or en, not '\(name)'")
            }
            return language
        }
        return SearchFilter(
            languages: Set(languages),
            sources: Set(source),
            metadata: ["tags": Set(tag), "audience": Set(audience)]
        )
    }
}
