import Answering
import RAGCore

/// Where a passage stands, for people: `zh/returns.md:12`, `handbook.pdf, page 3`, or the address of a web page.
struct Place: CustomStringConvertible {
    let path: String
    let url: String?
    let line: Int
    let page: Int?

    var description: String {
        if let url { return url }
        return page.map { "\(path), page \($0)" } ?? "\(path):\(line)"
    }
}

extension Source {
    /// Where a person finds it.
    var place: Place { Place(path: path, url: url, line: lines.lowerBound, page: pages?.lowerBound) }
}

extension PassageRecord {
    /// Where a person finds it.
    var place: Place { Place(path: path, url: url, line: lines.lowerBound, page: pages?.lowerBound) }
}
