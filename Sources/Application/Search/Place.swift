import Answering
import RAGCore

/// The place of a passage, for people: `zh/returns.md:12`, `handbook.pdf, page 3`, or the address of a web page.
package struct Place: CustomStringConvertible {
    /// Path of the document.
    package let path: String
    /// Web address of the document; nil for a file.
    package let url: String?
    /// First line of the passage, from 1.
    package let line: Int
    /// First page of the passage, from 1; nil if the document has no pages.
    package let page: Int?

    /// Creates the place of a passage.
    package init(path: String, url: String?, line: Int, page: Int?) {
        (self.path, self.url, self.line, self.page) = (path, url, line, page)
    }

    /// The web address if there is one, else path and page, else path and line.
    package var description: String {
        if let url { return url }
        return page.map { "\(path), page \($0)" } ?? "\(path):\(line)"
    }
}

extension Source {
    /// The place of the passage that the answer rests on.
    package var place: Place { Place(path: path, url: url, line: lines.lowerBound, page: pages?.lowerBound) }
}

extension PassageRecord {
    /// The place of the stored passage.
    package var place: Place { Place(path: path, url: url, line: lines.lowerBound, page: pages?.lowerBound) }
}
