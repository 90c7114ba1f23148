import Foundation

/// The links of a Markdown or HTML document, and the places in it that links can lead to.
package struct LinkedDocument: Sendable {
    /// The path below the folder of the documents.
    package let path: String
    /// The links, in order.
    package let links: [DocumentLink]
    /// The names of headings and marked elements, as links write them behind `#`.
    package let anchors: Set<String>
    /// The number of links in the frame of a saved web page: its navigation and footer, which no search reads.
    package let frameLinks: Int
    /// The web address from which the page was saved, if it names one; its relative links begin there.
    package let base: URL?

    /// Reads the document at `path` from its source text. Code blocks are left out.
    package init(path: String, source: String) {
        self.path = path
        var links: [DocumentLink] = []
        var anchors: [String: Int] = [:]
        var isInCode = false
        var frame = Self.isWebPage(path) ? Frame() : nil
        var frameLinks = 0
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
            if let outside = frame?.isInside(after: text), outside {
                frameLinks += Self.elements(in: text, line: index + 1).count
            } else {
                links += Self.markdownLinks(in: text, line: index + 1) + Self.elements(in: text, line: index + 1)
            }
            for name in Self.names(in: text) { anchors[name] = 1 }
        }
        self.links = links
        self.frameLinks = frameLinks
        base = Self.isWebPage(path) ? Self.base(of: source) : nil
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

    /// The elements around the content of a web page, read line by line.
    private struct Frame {
        private var depth = 0

        /// Reads `line` and returns whether any of it is inside the frame.
        mutating func isInside(after line: String) -> Bool {
            let opened = line.matches(of: /<(?:nav|footer|aside)\b/.ignoresCase()).count
            let closed = line.matches(of: /<\/(?:nav|footer|aside)>/.ignoresCase()).count
            defer { depth = max(0, depth + opened - closed) }
            return depth > 0 || opened > 0
        }
    }

    private static func isWebPage(_ path: String) -> Bool {
        ["html", "htm", "xhtml"].contains((path as NSString).pathExtension.lowercased())
    }

    /// Returns the address that `<base>` or `<link rel="canonical">` names; nil if neither does.
    private static func base(of source: String) -> URL? {
        let head = source.prefix(20_000)
        let found =
            head.firstMatch(of: /<base\b[^>]*?\bhref\s*=\s*["'](https?:[^"']+)["']/.ignoresCase())?.output.1
            ?? head.firstMatch(
                of: /<link\b(?=[^>]*\brel\s*=\s*["']canonical["'])[^>]*?\bhref\s*=\s*["'](https?:[^"']+)["']/
                    .ignoresCase()
            )?.output.1
        return found.flatMap { URL(string: String($0)) }
    }

    private static func withoutCode(_ line: String) -> String {
        line.contains("`") ? line.replacing(/`[^`]*`/) { String(repeating: "·", count: $0.output.count) } : line
    }

    private static func markdownLinks(in line: String, line number: Int) -> [DocumentLink] {
        if let definition = line.firstMatch(of: /^ {0,3}\[([^\]^]+)\]:\s*<?([^\s>]+)>?/) {
            return [
                DocumentLink(
                    target: String(definition.output.2),
                    words: String(definition.output.1),
                    line: number,
                    isImage: false
                )
            ]
        }
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
