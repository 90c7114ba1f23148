import RAGCore

/// The lines of a Markdown file without what is no text of the document, and with the notations of the usual site
/// generators written as plain Markdown.
///
/// Comments, struck text, data in base64 and, in MDX, code and tags are left out. Footnotes stand where they are
/// referred to. Titles of tabs and folded parts become headings, call-outs begin with their kind. Links by
/// reference get their address. Code stays as it is.
struct MarkdownSource {
    /// Text for the parser; each of its lines knows its line in the file.
    private(set) var source: SourceText
    /// Levels of headings whose sections end before a line of the text, by that line.
    private(set) var sectionEnds: [Int: Int] = [:]
    private(set) var omissions = Omissions()

    private var output = MarkdownLines()
    private var fence: Substring?
    private var inline = MarkdownInline()
    private var containers = MarkdownContainers()
    private var components: MDXComponents?
    /// Levels of the titles of open components.
    private var componentLevels: [Int] = []
    private var notes = MarkdownNotes()
    private var references = MarkdownReferences()
    private var isInHTML = false
    /// Number of open HTML tables, which an empty line does not end.
    private var openTables = 0

    /// Reads `source` after its front matter. `isMDX` says that the file is MDX; a file that begins with an import is
    /// read as MDX as well.
    init(_ source: SourceText, afterLine skipped: Int, isMDX: Bool) {
        self.source = source
        let isMDX = isMDX || MDXComponents.begin(source, afterLine: skipped)
        guard isMDX || source.withBytes({ Self.needsPreparation($0[source.start(ofLine: skipped + 1)...]) }) else {
            return
        }
        let all = (1...source.lineCount).map { source[source.content(ofLine: $0)] }
        if isMDX { components = MDXComponents() }
        notes = MarkdownNotes(all, from: skipped)
        references = MarkdownReferences(all, from: skipped)
        let lastTable = all.lastIndex { $0.contains("</table") || $0.contains("</TABLE") } ?? -1
        for (index, line) in zip(all.indices, all) {
            output.number = index + 1
            if index < skipped {
                output.emit(String(line))
                continue
            }
            if notes.definitionLines.contains(index) {
                output.emit("")
            } else if openTables > 0, index <= lastTable, line.allSatisfy(\.isWhitespace) {
                continue
            } else {
                take(line)
            }
        }
        containers.closeAll(&output)
        omissions = inline.omissions
        components?.omissions.forEach { omissions.note($0) }
        sectionEnds = output.sectionEnds
        self.source = SourceText(output.lines.joined(separator: "\n"), fileLines: output.fileLines)
    }

    /// Returns whether a text holds something that is not plain Markdown. One walk over the bytes.
    private static func needsPreparation(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        var last: UInt8 = 0x0A
        for byte in bytes {
            switch (last, byte) {
            case (0x3C, 0x21), (0x3C, 0x2F), (0x3C, 0x41...0x5A), (0x3C, 0x61...0x7A), (0x7E, 0x7E), (0x3A, 0x3A),
                (0x5D, 0x3A), (0x5D, 0xEF), (0x5B, 0x5E), (0x5B, 0x21),
                (0x21, 0x21), (0x3F, 0x3F), (0x3D, 0x3D), (0xC2, 0xAD), (0x80, 0x8B), (0x81, 0xA0),
                (0xEF, 0xBB), (0x7B, 0x25), (0x7B, 0x7B), (0xBC, 0xBB):
                return true
            default: last = byte
            }
        }
        return EncodedData.mayOccur(in: UnsafeBufferPointer(rebasing: bytes))
    }

    // MARK: Lines

    private mutating func take(_ line: Substring) {
        let trimmed = line.drop { $0 == " " || $0 == "\t" || $0 == ">" }
        if let open = fence {
            if trimmed.hasPrefix(open),
                trimmed.dropFirst(open.count).allSatisfy({ $0.isWhitespace || $0 == open.first })
            {
                fence = nil
            }
            return output.emit(String(containers.dedented(line)))
        }
        if !inline.isInComment, trimmed.hasPrefix("```") || trimmed.hasPrefix("~~~") {
            fence = trimmed.prefix { $0 == trimmed.first }
            return output.emit(String(containers.dedented(line)))
        }
        var text = inline.withoutComments(String(containers.dedented(line, &output)))
        if components != nil {
            guard let prepared = components?.prepare(text) else { return output.emit("") }
            text = prepared.text
            apply(prepared.parts)
            if prepared.parts.isEmpty { takeText(text) }
        } else {
            takeText(text)
        }
    }

    /// Writes the parts of a line with tags of MDX.
    private mutating func apply(_ parts: [MDXComponents.Part]) {
        for part in parts {
            switch part {
            case .text(let text): takeText(text)
            case .begin(let title): componentLevels.append(output.beginSection(title))
            case .end: if let level = componentLevels.popLast() { output.endSection(level) }
            }
        }
    }

    private mutating func takeText(_ line: String) {
        if containers.take(line, &output) { return }
        let isHTML = isPartOfHTML(line)
        let text = inline.cleaned(references.resolved(notes.joined(line)), isHTML: isHTML)
        if let marks = text.firstIndex(where: { $0 != "#" }), marks > text.startIndex, text[marks].isWhitespace {
            output.level = text.distance(from: text.startIndex, to: marks)
        }
        output.emit(text)
    }

    /// Returns whether a line belongs to a block of HTML, which begins with a tag and ends at an empty line.
    private mutating func isPartOfHTML(_ line: String) -> Bool {
        let trimmed = line[...].trimmingBlanks()
        if trimmed.isEmpty { isInHTML = false }
        if trimmed.first == "<", let next = trimmed.dropFirst().first, next.isLetter || next == "/" || next == "!" {
            isInHTML = isInHTML || !MarkdownInline.beginsWithInlineTag(trimmed)
        }
        guard isInHTML else { return false }
        let lower = trimmed.lowercased()
        openTables = max(openTables + lower.count(of: "<table") - lower.count(of: "</table"), 0)
        return true
    }
}

extension String {
    /// Returns the number of times that `part` occurs.
    fileprivate func count(of part: String) -> Int { contains(part) ? components(separated: part) : 0 }

    private func components(separated part: String) -> Int {
        var count = 0
        var rest = self[...]
        while let found = rest.firstRange(of: part) {
            count += 1
            rest = rest[found.upperBound...]
        }
        return count
    }
}
