/// One source of knowledge, as it stands in the index: a file of the knowledge base, a page of a web site.
package struct Document: Sendable, Hashable, Codable {
    /// Path below the knowledge-base folder with `/` between its parts, unique and stable; documents of a further source stand
    /// below that source's name.
    package let path: String
    /// Name of the source it comes from.
    package let source: String
    /// What a reader would call the document; its first heading, `<title>` or front matter, else its file name.
    package let title: String
    package let language: Language?
    /// Lower-case hexadecimal SHA-256 of the file's bytes and of what its source says of it (tags, audience, address).
    package let contentHash: String
    /// What made text out of the bytes (the reader and its version): a change means to read again.
    package let recipe: String
    /// Size of the file in bytes.
    package let byteCount: Int
    /// What the front matter and the source say of the document: `tags`, `audience`, `url` and the like, each with its values.
    package let metadata: [String: [String]]

    package init(
        path: String,
        source: String = Document.mainSource,
        title: String,
        language: Language?,
        contentHash: String,
        recipe: String,
        byteCount: Int,
        metadata: [String: [String]] = [:]
    ) {
        self.path = path
        self.source = source
        self.title = title
        self.language = language
        self.contentHash = contentHash
        self.recipe = recipe
        self.byteCount = byteCount
        self.metadata = metadata
    }

    /// The name of the source that needs no naming: the knowledge-base folder.
    package static let mainSource = "knowledge-base"
}
