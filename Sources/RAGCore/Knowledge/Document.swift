/// A document in the index: a file of the knowledge base or a page of a web site.
package struct Document: Sendable, Hashable, Codable {
    /// The path below the knowledge-base folder, with `/` between its parts. Unique and stable.
    ///
    /// The paths of any other source begin with the name of that source.
    package let path: String
    /// The name of the source that the document comes from.
    package let source: String
    /// The first heading, the `<title>` or the title in the front matter; the file name if there is none of these.
    package let title: String
    /// The main language of the document; nil if it was not recognised.
    package let language: Language?
    /// Lower-case hexadecimal SHA-256 of the file's bytes and of the metadata that its source gives (tags, audience,
    /// address).
    package let contentHash: String
    /// The reader that made text of the bytes, with its version. If it changes, the document is read again.
    package let recipe: String
    /// The size of the file in bytes.
    package let byteCount: Int
    /// The values of each key of the front matter and of the source's metadata, such as `tags`, `audience` and `url`.
    package let metadata: [String: [String]]
    /// Parts that were left out, each to show after the path and a colon: `2 hidden rows were left out`.
    package let notes: [String]

    /// Creates a document. Checks nothing.
    package init(
        path: String,
        source: String = Document.mainSource,
        title: String,
        language: Language?,
        contentHash: String,
        recipe: String,
        byteCount: Int,
        metadata: [String: [String]] = [:],
        notes: [String] = []
    ) {
        self.path = path
        self.source = source
        self.title = title
        self.language = language
        self.contentHash = contentHash
        self.recipe = recipe
        self.byteCount = byteCount
        self.metadata = metadata
        self.notes = notes
    }

    /// The name of the default source, the knowledge-base folder.
    package static let mainSource = "knowledge-base"
}
