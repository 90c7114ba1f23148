import CMarkdown
import Foundation
import RAGCore

/// Reads GitHub-flavoured Markdown with front matter through libcmark-gfm.
struct MarkdownReader: DocumentReader {
    let fileExtensions: Set<String> = ["md", "markdown", "mdown", "mkd"]
    let recipe = "markdown/3"

    init() {}

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        let source = SourceText(try TextDecoder.decode(bytes))
        let frontMatter = FrontMatter(of: source)
        let tree = try MarkdownTree(of: source, afterLine: frontMatter?.lineCount ?? 0)
        let blocks = tree.blocks()
        var metadata = frontMatter?.values ?? [:]
        let title = metadata.removeValue(forKey: "title")?.first ?? ReadDocument.onlyTitle(in: blocks) ?? name
        let language = (metadata.removeValue(forKey: "language") ?? metadata.removeValue(forKey: "lang"))?.first
        return ReadDocument(
            title: title,
            language: language.flatMap { Language(rawValue: $0.prefix(2).lowercased()) }
                ?? ReadDocument.language(of: source),
            metadata: metadata,
            source: source,
            blocks: blocks
        )
    }
}
