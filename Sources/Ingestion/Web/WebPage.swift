import Foundation

/// The content of an answer: a file for the ordinary readers, or the reason why there is none, to show after the
/// address.
enum WebPage: Sendable, Hashable {
    case copy(Data, fileExtension: String)
    /// A format without a reader.
    case unread(String)
    /// A page that must not be indexed.
    case withheld(String)

    /// Examines an answer.
    ///
    /// - Parameter extensions: extensions of the files that can be read.
    init(_ response: WebResponse, at address: WebAddress, extensions: Set<String>) {
        let type = ContentType(response.headers["content-type"] ?? "")
        let found = Self.fileExtension(of: type, at: address)
        guard extensions.contains(found) else {
            self = .unread("has an unsupported format (\(type.name.isEmpty ? "no content type" : type.name))")
            return
        }
        let isHTML = found == "html"
        let page = isHTML ? Self.head(of: response.body) : nil
        let robots = [response.headers["x-robots-tag"]].compactMap { $0 } + (page?.robots ?? [])
        guard !robots.contains(where: Self.forbidsIndexing) else {
            self = .withheld("asks not to be indexed")
            return
        }
        var body = response.body
        // If the page declares no encoding itself, only the header knows it, and a file has no header.
        if type.name.hasPrefix("text/") || isHTML, let charset = type.charset, page?.encoding == nil,
            let text = try? TextDecoder.decode(body, declared: charset)
        {
            body = Data(text.utf8)
        }
        self = .copy(body, fileExtension: found)
    }

    /// Returns whether pages with the content type `header` can be read.
    static func isRead(_ header: String?, at address: WebAddress, extensions: Set<String>) -> Bool {
        extensions.contains(fileExtension(of: ContentType(header ?? ""), at: address))
    }

    /// Returns the encoding and the robots rules in the head of a page.
    private static func head(of body: Data) -> (encoding: String?, robots: [String])? {
        guard let markup = String(data: body.prefix(65_536), encoding: .isoLatin1), let page = try? HTMLPage(markup)
        else { return nil }
        let named = page.metas.filter { $0.name == "robots" || $0.name == RobotsRules.productToken }
        return (HTMLReader.declaredEncoding(of: body), named.map(\.content))
    }

    /// Returns whether `noindex` or `none` occurs in a rule such as `noindex, nofollow` or `kefu: noindex`.
    private static func forbidsIndexing(_ words: String) -> Bool {
        let words = words.lowercased()
        if let colon = words.firstIndex(of: ":"), !words[..<colon].contains(","),
            !["*", RobotsRules.productToken].contains(String(words[..<colon].trimmingBlanks()))
        {
            return false
        }
        return words.split { !$0.isLetter }.contains { $0 == "noindex" || $0 == "none" }
    }

    private static func fileExtension(of type: ContentType, at address: WebAddress) -> String {
        if let known = extensions[type.name] { return known }
        guard ["", "application/octet-stream", "binary/octet-stream"].contains(type.name) else { return "" }
        return (address.path as NSString).pathExtension.lowercased()
    }

    /// File extensions by media type (<https://www.iana.org/assignments/media-types>).
    private static let extensions = [
        "text/html": "html", "application/xhtml+xml": "html", "text/plain": "txt", "text/markdown": "md",
        "text/csv": "csv", "text/tab-separated-values": "tsv", "application/pdf": "pdf",
        "application/json": "json", "application/jsonl": "jsonl", "application/epub+zip": "epub",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    ]
}

/// A `Content-Type` header (RFC 9110, 8.3).
private struct ContentType: Sendable, Hashable {
    /// Media type such as `text/html` in lower case; empty if there is none.
    let name: String
    let charset: String?

    init(_ header: String) {
        let parts = header.split(separator: ";", omittingEmptySubsequences: false).map { $0.trimmingBlanks() }
        name = (parts.first ?? "").lowercased()
        charset = parts.dropFirst().lazy
            .map { $0.split(separator: "=", maxSplits: 1).map { $0.trimmingBlanks() } }
            .first { $0.count == 2 && $0[0].lowercased() == "charset" }
            .map { $0[1].trimmingCharacters(in: ["\"", "'"]).lowercased() }
    }
}
