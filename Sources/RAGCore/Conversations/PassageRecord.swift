/// A copy of a passage as it was when it was found, so that a turn can show its sources after the document has
/// changed.
package struct PassageRecord: Sendable, Hashable, Codable {
    /// The path of the document below the knowledge base.
    package let path: String
    /// The title of the document.
    package let title: String
    /// The title, the headings and the stored question in one line.
    package let heading: String
    /// The first and the last line in the document, from 1.
    package let lines: ClosedRange<Int>
    /// The first and the last page, from 1; nil if the document has no pages.
    package let pages: ClosedRange<Int>?
    /// The web address of the document; nil if it is a file.
    package let url: String?
    /// The text of the passage.
    package let text: String

    /// Creates a record from its parts.
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

    /// Copies the passage of `hit`.
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
