import CMarkdown
import Foundation
import RAGCore

/// Reads GitHub-flavoured Markdown with front matter through libcmark-gfm, and MDX.
struct MarkdownReader: DocumentReader {
    let fileExtensions: Set<String>
    let recipe = "markdown/5"
    private let isMDX: Bool

    /// Creates the reader for Markdown, or for MDX: Markdown with components of a web page.
    init(isMDX: Bool = false) {
        self.isMDX = isMDX
        fileExtensions = isMDX ? ["mdx"] : ["md", "markdown", "mdown", "mkd"]
    }

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        var encoded = Omissions()
        let text = try TextDecoder.decode(bytes)
        let file = SourceText(EncodedData.removed(from: text, keepsAddresses: true, &encoded))
        let frontMatter = FrontMatter(of: file)
        if let draft = frontMatter?.draft {
            throw ReadingError("is a draft and is not published (\(draft))", kind: .empty)
        }
        let skipped = frontMatter?.lineCount ?? 0
        let prepared = MarkdownSource(file, afterLine: skipped, isMDX: isMDX)
        var omissions = prepared.omissions
        let tree = try MarkdownTree(of: prepared.source, afterLine: skipped, &omissions)
        let parts = tree.parts(sectionEnds: prepared.sectionEnds, &omissions)
        var content = MarkdownContent(parts, of: prepared.source)
        content.findHeadings()
        var metadata = frontMatter?.values ?? [:]
        let title =
            metadata.removeValue(forKey: "title")?.first ?? ReadDocument.onlyTitle(in: content.blocks) ?? name
        let language = (metadata.removeValue(forKey: "language") ?? metadata.removeValue(forKey: "lang"))?.first
        return ReadDocument(
            title: title,
            language: language.flatMap { Language(rawValue: $0.prefix(2).lowercased()) }
                ?? ReadDocument.language(of: content.source),
            metadata: metadata,
            source: content.source,
            blocks: content.blocks,
            notes: omissions.notes + encoded.notes
        )
    }
}
