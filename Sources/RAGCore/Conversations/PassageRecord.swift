/// A passage as it stood when it was found: what a turn cites resolves for ever, whatever becomes of the document.
package struct PassageRecord: Sendable, Hashable, Codable {
    /// Path of the document below the knowledge base.
    package let path: String
    package let title: String
    /// Title, headings and the stored question, as one line.
    package let heading: String
    /// First and last line in the document, from 1.
    package let lines: ClosedRange<Int>
    /// First and last page, from 1; nil where the document has none.
    package let pages: ClosedRange<Int>?
    /// Where the document stands on the web; nil where it is a file.
    package let url: String?
    package let text: String

    package init(
        path: String,
        title: String,
        heading: String,
        lines: ClosedRange<Int>,
        pages: ClosedRange<Int>? = nil,
        url: String? = nil,
        text: String
    ) {
        self.path = path
        self.title = title
        self.heading = heading
        self.lines = lines
        self.pages = pages
        self.url = url
        self.text = text
    }

    /// The passage of `hit`.
    package init(_ hit: SearchHit) {
        self.init(
            path: hit.documentPath,
            title: hit.documentTitle,
            heading: hit.chunk.heading(title: hit.documentTitle),
            lines: hit.chunk.lines,
            pages: hit.chunk.pages,
            url: hit.documentMetadata["url"]?.first,
            text: hit.chunk.text
        )
    }
}
