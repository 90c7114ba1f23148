import Foundation
import RAGCore

extension Settings {
    /// The settings below `source.<name>`: a folder or a web site with further documents.
    package struct Source: Sendable {
        /// The place of the documents of a source.
        package enum Location: Sendable {
            /// A folder on this machine.
            case folder(URL)
            /// The pages with these addresses and those that the sitemap lists, at most `pageLimit` of at most
            /// `pageBytes` each.
            case web(pages: [String], sitemap: String?, pageLimit: Int, pageBytes: Int)
        }

        /// Name of the source; the first part of the paths of its documents.
        package let name: String
        /// The place of its documents.
        package let location: Location
        /// Glob patterns of the files that are documents, or of the paths of web pages; empty for all.
        package let include: [String]
        /// Glob patterns of the files or web pages that are not documents.
        package let exclude: [String]
        /// Language of its documents; nil to recognise it in each.
        package let language: Language?
        /// Metadata of each of its documents: `tags` and `audience`.
        package let metadata: [String: [String]]
    }
}

extension SettingsReader {
    /// Reads the sources that `knowledge-base.sources` names, each from `source.<name>.path`, `.pages`, `.sitemap` and
    /// further settings. Throws `RAGError` (`notConfigured`) for a source that is neither a folder nor a web site, or
    /// both.
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
                        ? "The source \(name) has neither a folder nor web pages"
                        : "The source \(name) has both a folder and web pages",
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
