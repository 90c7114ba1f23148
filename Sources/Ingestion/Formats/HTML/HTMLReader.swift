import CHTML
import Foundation
import RAGCore

/// Reads web pages through libxml2: their text, also that of panels which a visitor opens and the questions that they
/// state for search engines, without scripts, navigation and the site's own text around the content.
struct HTMLReader: DocumentReader {
    let fileExtensions: Set<String> = ["html", "htm", "xhtml"]
    let recipe = "html/4"

    init() {}

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        let markup = try TextDecoder.decode(bytes, declared: Self.declaredEncoding(of: bytes))
        let page = try HTMLPage(markup)
        if let draft = page.draft { throw ReadingError("is a draft and is not published (\(draft))", kind: .empty) }
        var found = HTMLOutput()
        var omissions = Omissions()
        page.read(into: &found, &omissions)
        let stated = HTMLStatedQuestions(page.scripts(ofType: "application/ld+json"))
        for pair in stated.pairs where !found.text.contains(pair.question) {
            let answer = Self.fragment(pair.answer, &omissions).text
            guard !answer.isEmpty else { continue }
            found.write(heading: pair.question.collapsingWhitespace(), level: 2, line: 1)
            found.write(answer, .prose, line: 1)
        }
        if found.blocks.isEmpty, !page.scripts().isEmpty {
            throw ReadingError("is a page without text: scripts write it when a browser opens the page", kind: .empty)
        }
        let headings = found.blocks.compactMap { block in
            if case .heading(1, let title) = block.kind { title } else { nil }
        }
        // The only top heading is the title that readers see; `<title>` often contains the site's name as well.
        let title = headings.count == 1 ? headings.first : page.title ?? headings.first
        let source = SourceText(found.text, fileLines: found.fileLines)
        return ReadDocument(
            title: title ?? name,
            language: ReadDocument.language(of: source)
                ?? page.language.flatMap { Language(rawValue: $0.prefix(2).lowercased()) },
            source: source,
            blocks: found.blocks,
            notes: omissions.notes
        )
    }

    /// Reads a piece of HTML inside another document, for example in Markdown, and counts what is left out. Empty if
    /// it holds no text. `level` is the level of the heading above it.
    static func fragment(_ markup: String, below level: Int = 0, _ omissions: inout Omissions) -> HTMLOutput {
        var output = HTMLOutput()
        guard let page = try? HTMLPage(markup) else { return output }
        page.read(into: &output, &omissions, fragmentBelow: level)
        return output
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
