import Foundation
import RAGCore

extension Settings {
    /// Where documents come from, besides what stands in the knowledge-base folder itself.
    package struct Source: Sendable {
        package enum Location: Sendable {
            case folder(URL)
            /// Pages by address, and those that a sitemap lists.
            case web(pages: [String], sitemap: String?, pageLimit: Int, pageBytes: Int)
        }

        /// First part of the paths of its documents.
        package let name: String
        package let location: Location
        /// Glob patterns of what belongs and what does not.
        package let include: [String]
        package let exclude: [String]
        package let language: Language?
        /// What each document carries: `tags`, `audience`.
        package let metadata: [String: [String]]
    }
}

extension SettingsReader {
    /// The sources named in `knowledge-base.sources`; each is described by `source.<name>.path`, `.pages` or
    /// `.sitemap`, and more.
    mutating func sources(in workspace: Workspace) throws -> [Settings.Source] {
        try strings("knowledge-base.sources").map { name in
            let prefix = "source.\(name)"
            let path = try optionalString("\(prefix).path")
            let pages = try strings("\(prefix).pages")
            let sitemap = try optionalString("\(prefix).sitemap")
            guard (path == nil) != (pages.isEmpty && sitemap == nil) else {
                throw RAGError(
                    .notConfigured,
                    path == nil
                        ? "The source \(name) says not where its documents are"
                        : "The source \(name) is a folder and a web site at once",
                    hint: "Set either \(prefix).path, or \(prefix).pages and \(prefix).sitemap"
                )
            }
            let location: Settings.Source.Location =
                if let path {
                    .folder(URL(filePath: path, relativeTo: workspace.root).absoluteURL.standardizedFileURL)
                } else {
                    .web(
                        pages: pages,
                        sitemap: sitemap,
                        pageLimit: try integer("\(prefix).page-limit", default: 1_000, in: 1...100_000),
                        pageBytes: try integer("\(prefix).megabytes", default: 5, in: 1...500) * 1_000_000
                    )
                }
            return Settings.Source(
                name: name,
                location: location,
                include: try strings("\(prefix).include"),
                exclude: try strings("\(prefix).exclude"),
                language: try language("\(prefix).language"),
                metadata: [
                    "tags": try strings("\(prefix).tags"), "audience": try strings("\(prefix).audience"),
                ].filter { !$0.value.isEmpty }
            )
        }
    }

    private mutating func language(_ name: String) throws -> Language? {
        let expected = "one of \(Language.allCases.map(\.rawValue).joined(separator: ", "))"
        return try value(name, default: Language?.none, expected: expected) { text in
            Language(rawValue: text.lowercased()).map { .some($0) }
        }
    }
}
