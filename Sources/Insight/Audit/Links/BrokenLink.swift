/// A link that leads nowhere.
package struct BrokenLink: Sendable, Hashable {
    /// The reason why a link leads nowhere.
    package enum Reason: Sendable, Hashable {
        /// There is no file at this path.
        case noFile(String)
        /// The file has no heading of this name.
        case noHeading(String, in: String)
        /// The HTTP status, or nil and the failure in words if there was no answer.
        case web(status: Int?, failure: String)
    }

    /// The path of the document that holds the link.
    package let path: String
    /// The link.
    package let link: DocumentLink
    /// The reason why it leads nowhere.
    package let reason: Reason

    /// Creates a broken link.
    package init(path: String, link: DocumentLink, reason: Reason) {
        self.path = path
        self.link = link
        self.reason = reason
    }

    /// Returns the links of `documents` to files and headings that do not exist. `isFile` says whether there is a file
    /// at
    /// a path below the folder of the documents.
    package static func inside(_ documents: [LinkedDocument], isFile: (String) -> Bool) -> [BrokenLink] {
        let anchors = Dictionary(documents.map { ($0.path, $0.anchors) }, uniquingKeysWith: { first, _ in first })
        return documents.flatMap { document in
            document.links.compactMap { link -> BrokenLink? in
                guard case .file(let path, let anchor) = link.destination(from: document.path, base: document.base)
                else { return nil }
                guard anchors[path] != nil || isFile(path) else {
                    return BrokenLink(path: document.path, link: link, reason: .noFile(path))
                }
                guard let anchor, let known = anchors[path],
                    !known.contains(anchor), !known.contains(anchor.lowercased()), !isPlaceInPage(anchor)
                else { return nil }
                return BrokenLink(path: document.path, link: link, reason: .noHeading(anchor, in: path))
            }
        }
    }

    /// `#top` and text fragments work on every page.
    private static func isPlaceInPage(_ anchor: String) -> Bool { anchor == "top" || anchor.hasPrefix(":~:") }
}
