import CHTML
import Foundation

/// A list of pages, or of further sitemaps (<https://www.sitemaps.org/protocol.html>).
enum Sitemap: Sendable, Hashable {
    case pages([String])
    case sitemaps([String])

    /// Parses XML, or plain text with one address a line, both also compressed with gzip. Throws `ReadingError`.
    init(_ bytes: Data) throws(ReadingError) {
        let bytes = GzipFile.isOne(bytes) ? try GzipFile.unpack(bytes, limit: Self.mostBytes) : bytes
        let start = bytes.first { !$0.isASCIIBlank && ![0xEF, 0xBB, 0xBF].contains($0) }
        guard start == UInt8(ascii: "<") else {
            let lines = try TextDecoder.decode(bytes).split(whereSeparator: \.isNewline)
            self = .pages(lines.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty })
            return
        }
        xmlInitParser()
        // No entities are expanded and nothing is fetched.
        let options =
            XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
            | XML_PARSE_COMPACT.rawValue
        let document = bytes.withUnsafeBytes { raw in
            xmlReadMemory(
                raw.bindMemory(to: CChar.self).baseAddress,
                Int32(clamping: raw.count),
                nil,
                nil,
                Int32(options)
            )
        }
        guard let document else { throw ReadingError("is not complete XML") }
        defer { xmlFreeDoc(document) }
        let root = HTMLNode(xmlDocGetRootElement(document))
        switch root?.name {
        case "urlset": self = .pages(Self.locations(below: root, in: "url"))
        case "sitemapindex": self = .sitemaps(Self.locations(below: root, in: "sitemap"))
        default: throw ReadingError("is not a sitemap")
        }
    }

    /// Most bytes of a sitemap, and of one that is unpacked (<https://www.sitemaps.org/protocol.html>).
    static let mostBytes = 52_428_800

    private static func locations(below root: HTMLNode?, in element: String) -> [String] {
        var locations: [String] = []
        var next = root?.pointer.pointee.children
        while let node = next {
            next = node.pointee.next
            guard HTMLNode(node).name == element else { continue }
            for child in HTMLNode(node).children where child.name == "loc" {
                // libxml2 keeps `&amp;` apart from the text around it unless the whole content is requested.
                guard let content = xmlNodeGetContent(child.pointer) else { continue }
                defer { chtml_free(content) }
                let text = String(cString: content).trimmingCharacters(in: .whitespacesAndNewlines)
                if !text.isEmpty { locations.append(text) }
            }
        }
        return locations
    }
}
