import Answering
import RAGCore

/// Where a passage stands, for people: `zh/returns.md:12`, `handbook.pdf, page 3`, or the address of a web page.
package struct Place: CustomStringConvertible {
    package let path: String
    package let url: String?
    package let line: Int
    package let page: Int?

    /// Creates the place of a passage.
    package init(path: String, url: String?, line: Int, page: Int?) {
        (self.path, self.url, self.line, self.page) = (path, url, line, page)
    }

    package var description: String {
        if let url { return url }
        return page.map { "\(path), page \($0)" } ?? "\(path):\(line)"
    }
}

extension Source {
    /// Where a person finds it.
    package var place: Place { Place(path: path, url: url, line: lines.lowerBound, page: pages?.lowerBound) }
}

extension PassageRecord {
    /// Where a person finds it.
    package var place: Place { Place(path: path, url: url, line: lines.lowerBound, page: pages?.lowerBound) }
}
