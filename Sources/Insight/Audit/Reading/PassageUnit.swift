import Foundation
import Lexicon

/// A sentence or a row of a table in a passage.
enum PassageUnit: Sendable {
    /// A sentence or list item, with the line that announces its list; empty if there is none.
    case sentence(String, announcement: String)
    case row(Row)

    /// A row of a table below its header.
    struct Row: Sendable {
        /// The cells of the row, for people: `Silver | 5 | yes`.
        let text: String
        /// The first cell.
        let label: String
        /// The other cells with the headers of their columns.
        let cells: [(header: String, text: String)]
    }

    /// Returns the units of `text`, a passage in Markdown or plain text.
    static func units(of text: String) -> [PassageUnit] {
        var units: [PassageUnit] = []
        var header: [String] = []
        var announcement = ""
        var paragraph = ""
        func close() {
            guard !paragraph.isEmpty else { return }
            let sentences = SentenceSplitter.sentences(of: paragraph).map { plain($0) }.filter { !$0.isEmpty }
            units += sentences.map { .sentence($0, announcement: "") }
            if let last = sentences.last, last.hasSuffix("：") || last.hasSuffix(":") { announcement = last }
            paragraph = ""
        }
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            let content = line.trimmingCharacters(in: .whitespaces)
            if content.hasPrefix("|") {
                close()
                let cells = cells(of: content)
                if cells.allSatisfy({ $0.allSatisfy { "-: ".contains($0) } }) { continue }
                if header.isEmpty {
                    header = cells
                } else {
                    units.append(.row(row(cells, under: header)))
                }
                continue
            }
            header = []
            if content.isEmpty || content.hasPrefix("#") || content.hasPrefix("```") {
                close()
                if !content.isEmpty { announcement = "" }
                continue
            }
            if let item = item(content) {
                close()
                units += SentenceSplitter.sentences(of: item).map { plain($0) }.filter { !$0.isEmpty }
                    .map { .sentence($0, announcement: announcement) }
                continue
            }
            if paragraph.isEmpty { announcement = "" }
            let isJoined = paragraph.last?.isHanCharacter == true || paragraph.last.map { "，。、；：".contains($0) } ?? true
            paragraph += (isJoined ? "" : " ") + content
        }
        close()
        return units
    }

    private static func row(_ cells: [String], under header: [String]) -> Row {
        let label = cells.first ?? ""
        let rest = zip(cells, header + [String](repeating: "", count: max(0, cells.count - header.count))).dropFirst()
        return Row(text: cells.joined(separator: " | "), label: label, cells: rest.map { (header: $0.1, text: $0.0) })
    }

    private static func cells(of line: String) -> [String] {
        line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().map {
            plain(String($0))
        }.dropLast(line.hasSuffix("|") ? 1 : 0).map(\.self)
    }

    /// Returns the text of a list item without its mark; nil for another line.
    private static func item(_ line: String) -> String? {
        if let first = line.first, "-*+•·".contains(first), line.dropFirst().first == " " {
            return String(line.dropFirst(2))
        }
        let digits = line.drop { "(（".contains($0) }.prefix { $0.isASCIIDigit }
        guard (1...2).contains(digits.count), digits.endIndex < line.endIndex,
            ".)、）".contains(line[digits.endIndex])
        else { return nil }
        let rest = line[line.index(after: digits.endIndex)...]
        // `3.5 元` is a number.
        guard rest.first?.isNumber != true else { return nil }
        return rest.trimmingCharacters(in: .whitespaces)
    }

    /// Returns `text` without emphasis, code marks and the addresses of links.
    private static func plain(_ text: String) -> String {
        var plain = text.contains("](") ? withoutLinks(text) : text
        plain = plain.replacing("**", with: "").replacing("`", with: "")
        for mark in ["答：", "答:", "回答：", "A：", "A:"] where plain.hasPrefix(mark) { plain.removeFirst(mark.count) }
        return plain.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Returns `text` with the words of its links alone.
    private static func withoutLinks(_ text: String) -> String {
        var plain = ""
        var rest = text[...]
        while let middle = rest.range(of: "]("), let close = rest[middle.upperBound...].firstIndex(of: ")"),
            let open = rest[..<middle.lowerBound].lastIndex(of: "[")
        {
            var before = rest[..<open]
            if before.last == "!" { before.removeLast() }
            plain += before + rest[rest.index(after: open)..<middle.lowerBound]
            rest = rest[rest.index(after: close)...]
        }
        return plain + rest
    }
}

extension PassageUnit {
    /// Returns the first sentence or row of a passage; the passage itself if it has none.
    static func firstSentence(of text: String) -> String {
        switch units(of: text).first {
        case .sentence(let sentence, _): sentence
        case .row(let row): row.text
        case nil: text
        }
    }
}
