import Foundation
import Insight
import RAGCore

extension Assembly {
    /// Returns the texts that `name` names, one side of a match: `documents`, `conversations`, `unanswered`, a Markdown
    /// file, whose sections are texts, or a file of texts. Throws `UsageError` and `RAGError`.
    package func matchSide(_ name: String, column: String?, headings: Bool) async throws -> TextCollection {
        switch name {
        case "documents": return try await texts(from: .documents)
        case "conversations": return try await texts(from: .conversations(since: .distantPast))
        case "unanswered": return try await texts(from: .unanswered(since: .distantPast))
        default: break
        }
        guard ["md", "markdown"].contains(URL(filePath: name).pathExtension.lowercased()) else {
            return try await texts(from: .file(name, column: column))
        }
        guard let text = try? String(contentsOf: URL(filePath: name), encoding: .utf8) else {
            throw UsageError("\(name) cannot be read; name an existing file in UTF-8")
        }
        let sections = MarkdownSections.sections(of: text)
        let records = sections.compactMap { section -> TextRecord? in
            let text = headings ? section.heading : section.text
            return text.isEmpty ? nil : TextRecord(text, place: "\(name):\(section.line)")
        }
        guard !records.isEmpty else { throw UsageError("\(name) holds no \(headings ? "headings" : "texts")") }
        return TextCollection(records: records, name: name, role: headings ? .query : .passage)
    }
}

/// The sections of a Markdown text: each heading with what follows it.
enum MarkdownSections {
    struct Section: Sendable, Hashable {
        let heading: String
        let body: String
        /// The line of the heading, from 1.
        let line: Int

        /// The heading and the words below it.
        var text: String { [heading, body].filter { !$0.isEmpty }.joined(separator: "\n") }
    }

    /// Returns the sections of `text`. What stands before the first heading is a section without one; `#` in a code
    /// block begins none.
    static func sections(of text: String) -> [Section] {
        var sections: [Section] = []
        var (heading, body, start) = ("", [Substring](), 1)
        var fence: Substring?
        func end() {
            let words = body.joined(separator: "\n").trimmingCharacters(in: .whitespacesAndNewlines)
            if !heading.isEmpty || !words.isEmpty {
                sections.append(Section(heading: heading, body: words, line: start))
            }
        }
        for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let mark = line.drop { $0 == " " }.prefix { $0 == "`" || $0 == "~" }
            if mark.count >= 3 {
                if let open = fence { if mark.hasPrefix(open) { fence = nil } } else { fence = mark }
            }
            let level = line.prefix { $0 == "#" }.count
            guard fence == nil, (1...6).contains(level), line.dropFirst(level).first.map(\.isWhitespace) ?? true else {
                body.append(line)
                continue
            }
            end()
            let words = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces)
            heading = String(words.reversed().drop { $0 == "#" }.reversed()).trimmingCharacters(in: .whitespaces)
            (body, start) = ([], number + 1)
        }
        end()
        return sections
    }
}
