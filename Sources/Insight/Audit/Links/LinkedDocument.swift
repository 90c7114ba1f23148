import Foundation

/// The links of a Markdown or HTML document, and the places in it that links can lead to.
package struct LinkedDocument: Sendable {
    /// The path below the folder of the documents.
    package let path: String
    /// The links, in order.
    package let links: [DocumentLink]
    /// The names of headings and marked elements, as links write them behind `#`.
    package let anchors: Set<String>

    /// Reads the document at `path` from its source text. Code blocks are left out.
    package init(path: String, source: String) {
        self.path = path
        var links: [DocumentLink] = []
        var anchors: [String: Int] = [:]
        var isInCode = false
        for (index, line) in source.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let content = line.drop(while: \.isWhitespace)
            if content.hasPrefix("```") || content.hasPrefix("~~~") {
                isInCode.toggle()
                continue
            }
            if isInCode { continue }
            if content.hasPrefix("#") {
                let title = content.drop { $0 == "#" }
                if title.first == " " {
                    let name = Self.anchor(of: String(title))
                    let count = anchors[name, default: 0]
                    anchors[name] = count + 1
                    if count > 0 { anchors["\(name)-\(count)"] = 1 }
                }
            }
            let text = Self.withoutCode(String(line))
            links += Self.markdownLinks(in: text, line: index + 1) + Self.elements(in: text, line: index + 1)
            for name in Self.names(in: text) { anchors[name] = 1 }
        }
        self.links = links
        self.anchors = Set(anchors.keys)
    }

    /// Returns the name by which links find a heading, as GitHub makes it: lower case, spaces as hyphens, no
    /// punctuation.
    package static func anchor(of heading: String) -> String {
        let plain = heading.replacing(/\[([^\]]*)\]\([^)]*\)/) { String($0.output.1) }
        return String(
            plain.trimmingCharacters(in: .whitespaces).lowercased().compactMap { character -> Character? in
                if character == " " { return "-" }
                return character.isLetter || character.isNumber || character == "-" || character == "_"
                    ? character : nil
            }
        )
    }

    private static func withoutCode(_ line: String) -> String {
        line.contains("`") ? line.replacing(/`[^`]*`/) { String(repeating: "·", count: $0.output.count) } : line
    }

    private static func markdownLinks(in line: String, line number: Int) -> [DocumentLink] {
        guard line.contains("](") else { return [] }
        return line.matches(of: /(!?)\[([^\]]*)\]\(\s*<?([^)\s>]+)>?(?:\s+["'(][^)]*)?\)/).map {
            DocumentLink(
                target: String($0.output.3),
                words: String($0.output.2),
                line: number,
                isImage: !$0.output.1.isEmpty
            )
        }
    }

    private static func elements(in line: String, line number: Int) -> [DocumentLink] {
        guard line.contains("href") || line.contains("src") else { return [] }
        return line.matches(of: /<(a|img)\b[^>]*?\b(?:href|src)\s*=\s*["']([^"']+)["'][^>]*>([^<]*)/.ignoresCase()).map
        {
            DocumentLink(
                target: String($0.output.2).replacing("&amp;", with: "&"),
                words: String($0.output.3),
                line: number,
                isImage: $0.output.1.lowercased() == "img"
            )
        }
    }

    private static func names(in line: String) -> [String] {
        guard line.contains("id") || line.contains("name") else { return [] }
        return line.matches(of: /<[^>]*?\b(?:id|name)\s*=\s*["']([^"']+)["']/.ignoresCase()).map { String($0.output.1) }
    }
}
