import CHTML
import Foundation
import RAGCore

/// Reads web pages through libxml2: their text without scripts, navigation, headers, footers, side bars and forms.
struct HTMLReader: DocumentReader {
    let fileExtensions: Set<String> = ["html", "htm", "xhtml"]
    let recipe = "html/2"

    init() {}

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        let markup = try TextDecoder.decode(bytes, declared: Self.declaredEncoding(of: bytes))
        let page = try HTMLPage(markup)
        let found = page.content()
        let headings = found.blocks.compactMap { block in
            if case .heading(1, let title) = block.kind { title } else { nil }
        }
        // The only top heading is the title that readers see; `<title>` often contains the site's name as well.
        let title = headings.count == 1 ? headings.first : page.title ?? headings.first
        return ReadDocument(
            title: title ?? name,
            language: ReadDocument.language(of: found.source)
                ?? page.language.flatMap { Language(rawValue: $0.prefix(2).lowercased()) },
            source: found.source,
            blocks: found.blocks
        )
    }

    /// Returns the text of a piece of HTML, for example from Markdown; empty if there is none.
    static func text(of markup: String) -> String {
        guard let page = try? HTMLPage(markup) else { return "" }
        return page.content().source.text
    }

    /// Returns the encoding declared by `<meta charset>` or `<meta http-equiv="Content-Type">` within the first
    /// kilobytes, as browsers do, or else by the XML declaration.
    static func declaredEncoding(of bytes: Data) -> String? {
        // Latin-1 maps every byte to a character, and the markup itself is ASCII.
        guard let head = String(data: bytes.prefix(4096), encoding: .isoLatin1), let page = try? HTMLPage(head) else {
            return nil
        }
        if let declared = page.declaredEncoding { return declared }
        guard head.hasPrefix("<?xml "), let end = head.range(of: "?>"),
            let value = head[..<end.lowerBound].range(of: "encoding=")
        else { return nil }
        return head[value.upperBound..<end.lowerBound].split { "\"' ".contains($0) }.first.map(String.init)
    }
}
