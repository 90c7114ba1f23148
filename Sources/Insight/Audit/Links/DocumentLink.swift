import Foundation

/// A link or picture in a document.
package struct DocumentLink: Sendable, Hashable {
    /// The target as the document writes it.
    package let target: String
    /// The words of the link; the description of a picture.
    package let words: String
    /// The line, from 1.
    package let line: Int
    /// Whether it is a picture.
    package let isImage: Bool

    /// Creates a link.
    package init(target: String, words: String, line: Int, isImage: Bool) {
        self.target = target
        self.words = words
        self.line = line
        self.isImage = isImage
    }

    /// Where a link leads.
    package enum Destination: Sendable, Hashable {
        /// A file, by its path below the folder of the documents, and a heading in it.
        case file(path: String, anchor: String?)
        case web(String)
        /// A mail address, a telephone number or another scheme, which is not checked.
        case other
    }

    /// Returns where the link leads from the document at `path`, as a browser finds it: from `base`, the address of the
    /// page in the web, if there is one. Paths that leave the folder begin with `../`.
    package func destination(from path: String, base: URL? = nil) -> Destination {
        let lower = target.lowercased()
        if lower.hasPrefix("http://") || lower.hasPrefix("https://") { return .web(target) }
        if lower.hasPrefix("//") { return .web("https:" + target) }
        if let colon = target.firstIndex(of: ":"), target[..<colon].allSatisfy({ $0.isLetter || $0 == "+" }) {
            return .other
        }
        if let base, !target.hasPrefix("#"), let url = URL(string: target, relativeTo: base) {
            return .web(url.absoluteString)
        }
        let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let anchor = parts.count > 1 && !parts[1].isEmpty ? Self.decoded(String(parts[1])) : nil
        let file = Self.decoded(String((parts.first ?? "").prefix { $0 != "?" }))
        guard !file.isEmpty else { return .file(path: path, anchor: anchor) }
        var folders = file.hasPrefix("/") ? [] : path.split(separator: "/").dropLast().map(String.init)
        for part in file.split(separator: "/") {
            switch part {
            case ".": break
            case ".." where folders.last != nil && folders.last != "..": folders.removeLast()
            default: folders.append(String(part))
            }
        }
        return .file(path: folders.joined(separator: "/"), anchor: anchor)
    }

    private static func decoded(_ text: String) -> String { text.removingPercentEncoding ?? text }
}
