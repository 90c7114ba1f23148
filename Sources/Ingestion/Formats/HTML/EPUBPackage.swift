import Foundation

/// The package document of an e-book: title, language, and chapters in reading order (EPUB 3.3, 5).
struct EPUBPackage: Sendable {
    let title: String?
    let language: String?
    /// Paths in the archive.
    let chapters: [String]

    /// Reads the root of the package document, whose path in the archive is `path`.
    init(_ root: XMLTree.Node, at path: String) {
        title = OfficeProperties.title(in: root.first("metadata") ?? root)
        language = root.first(["metadata", "language"])?.text
        let folder = (path as NSString).deletingLastPathComponent
        // EPUB 2 marks the table of contents and the cover in its guide, EPUB 3 by a property.
        let skippedPages = Set(
            root.first("guide")?.children("reference").compactMap { reference in
                ["toc", "cover"].contains(reference["type"]?.lowercased() ?? "")
                    ? reference["href"].map { Self.path($0, in: folder) } : nil
            } ?? []
        )
        var paths: [String: String] = [:]
        for item in root.first("manifest")?.children("item").map({ $0 }) ?? [] {
            guard let id = item["id"], let href = item["href"] else { continue }
            let isPage =
                item["media-type"].map { ["application/xhtml+xml", "text/html"].contains($0.lowercased()) } ?? true
            let isNavigation = item["properties"]?.split(separator: " ").contains("nav") == true
            if isPage, !isNavigation { paths[id] = Self.path(href, in: folder) }
        }
        var seen: Set<String> = []
        chapters =
            root.first("spine")?.children("itemref").compactMap { $0["idref"].flatMap { paths[$0] } }.filter {
                !skippedPages.contains($0) && seen.insert($0).inserted
            } ?? []
    }

    /// Returns the path in the archive of a link relative to `folder`.
    private static func path(_ href: String, in folder: String) -> String {
        let link = href.split(separator: "#", omittingEmptySubsequences: false).first.map(String.init) ?? href
        var parts = folder.split(separator: "/").map(String.init)
        for part in (link.removingPercentEncoding ?? link).split(separator: "/") {
            switch part {
            case ".": continue
            case "..": _ = parts.popLast()
            default: parts.append(String(part))
            }
        }
        return parts.joined(separator: "/")
    }
}
