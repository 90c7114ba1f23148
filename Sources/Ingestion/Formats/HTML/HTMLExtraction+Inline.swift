import Foundation
import RAGCore

extension HTMLExtraction {
    // MARK: Links and notes

    /// Reads a link; a reference to a note gives the note itself.
    mutating func link(_ node: HTMLNode) {
        if node["class"] != nil, !node.labelWords.isDisjoint(with: HTMLChrome.requestWords) { return }
        guard let target = node["href"], target.hasPrefix("#") else {
            linkDepth += 1
            children(of: node)
            linkDepth -= 1
            return
        }
        let text = HTMLDisclosure.title(of: node)
        let id = String(target.dropFirst())
        if isNoteReference(node, text) {
            guard let note = evidence.disclosure.element(id), note.isNote else {
                // Without its note, the mark only disturbs the text.
                if !node.isMarkedAsReference, !text.isEmpty {
                    append("[" + text.filter { $0 != "[" && $0 != "]" } + "]", node)
                }
                return
            }
            join(note, node)
            return
        }
        if node.isBackLink || !text.contains(where: { $0.isLetter || $0.isNumber }) { return }
        if let heading = evidence.disclosure.element(id), heading.isOrContains(HTMLNode.headingNames) {
            if node.isInHeading { if node.isPermanentLink(text) { return } } else { paragraph.countAnchor(text) }
        } else if ["back to top", "top", "return to top", "返回顶部", "回到顶部", "回顶部"].contains(text.lowercased()) {
            return
        }
        linkDepth += 1
        children(of: node)
        linkDepth -= 1
    }

    private func isNoteReference(_ node: HTMLNode, _ text: String) -> Bool {
        if node.isMarkedAsReference { return true }
        guard text.count <= 5, text.contains(where: \.isNumber) || text.contains("*") || text.contains("†") else {
            return false
        }
        return node.parent?.name == "sup" || node.contains(["sup"])
    }

    /// Writes a note in brackets where it is referred to; a long one stays in its place.
    private mutating func join(_ note: HTMLNode, _ reference: HTMLNode) {
        var inner = HTMLExtraction(note, inside: self)
        let text = inner.line()
        guard !text.isEmpty, text.utf8.count <= Self.longestJoinedNote else { return }
        take(over: inner)
        skipped.insert(note.pointer)
        var sentence = text[...]
        if let last = sentence.last, last == "。" || last == "." { sentence.removeLast() }
        append(text.unicodeScalars.contains(where: \.isWide) ? "（\(sentence)）" : " (\(sentence))", reference)
    }

    /// Most bytes of a note that is joined to its place.
    private static let longestJoinedNote = 900

    // MARK: Images and controls

    /// Reads the alternative text of an image.
    mutating func image(_ node: HTMLNode) {
        guard node["role"] != "presentation", node["src"]?.lowercased().contains("logo") != true,
            let alternative = node["alt"]?[...].trimmingBlanks(), !alternative.isEmpty
        else { return }
        let lower = alternative.lowercased()
        // `[Note]` stands for an icon.
        if alternative.first == "[", alternative.last == "]" { return }
        let isFileName = [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"].contains(where: lower.hasSuffix)
        if !isFileName, !["image", "img", "icon", "logo", "图片", "图标"].contains(lower) {
            append(String(alternative), node)
        }
    }

    /// Reads a button only where it is part of a sentence, a heading or a term.
    mutating func button(_ node: HTMLNode) {
        let isInText = node.parent.map { holdsText($0) } ?? false
        let isTerm = node.isInHeading || node["role"] == "tab" || node["aria-expanded"] != nil
        if isInText || isTerm || HTMLDisclosure.title(of: node).contains(where: { "?？".contains($0) }) {
            children(of: node)
        }
    }

    /// Returns whether text stands directly in `node`. It is found once for all buttons in it.
    private mutating func holdsText(_ node: HTMLNode) -> Bool {
        if let known = textHolders[node.pointer] { return known }
        let holdsText = node.children.contains { $0.characters?.contains { !$0.isWhitespace } == true }
        textHolders[node.pointer] = holdsText
        return holdsText
    }

    /// Returns whether a label only names a field into which the visitor types.
    private func isNameOfField(_ node: HTMLNode) -> Bool {
        let text = HTMLDisclosure.title(of: node)
        guard text.count <= 40, !text.contains(where: \.isNumber) else { return false }
        let inside = node.elements.first { $0.name == "input" || $0.name == "textarea" }
        let next = node.nextElement.flatMap { $0.name == "input" || $0.name == "textarea" ? $0 : nil }
        guard let field = node["for"].flatMap(evidence.disclosure.element) ?? inside ?? next else { return false }
        if field.name == "textarea" { return true }
        return field.name == "input" && !["checkbox", "radio", "range"].contains(field["type"] ?? "text")
    }

    /// Reads a label; that of a check box or a radio button is a line of its own.
    mutating func label(_ node: HTMLNode) {
        if isNameOfField(node) { return }
        let field = node["for"].flatMap(evidence.disclosure.element) ?? node.elements.first
        let isChoice = field?.name == "input" && ["checkbox", "radio"].contains(field?["type"])
        if isChoice { paragraph.breakLine() }
        children(of: node)
        if isChoice { paragraph.breakLine() }
    }

    /// Reads the options of a select box as a list in one line.
    mutating func options(_ node: HTMLNode) {
        guard suspicion == .none else { return }
        var options: [String] = []
        node.visit { inner in
            guard inner.name == "option" else { return true }
            let isPlaceholder = inner["value"] == "" || inner["disabled"] != nil && options.isEmpty
            let text = (inner["label"] ?? inner.text).collapsingWhitespace()
            if !isPlaceholder, !text.isEmpty { options.append(text) }
            return false
        }
        // Days, months and years are not something that a page says.
        if options.count > 11, options.allSatisfy({ $0.allSatisfy(\.isNumber) }) { return }
        let isWide = options.contains { $0.unicodeScalars.contains(where: \.isWide) }
        append(" " + options.joined(separator: isWide ? "、" : ", ") + " ", node)
    }

    /// Reads raised digits as such, so that they do not join the number before them.
    mutating func superscript(_ node: HTMLNode) {
        let digits = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
        guard node.elements.isEmpty, let number = node.children.first?.characters?[...].trimmingBlanks(),
            !number.isEmpty, number.allSatisfy({ $0.isASCII && $0.isNumber })
        else { return children(of: node) }
        append(String(number.compactMap { $0.wholeNumberValue.map { digits[$0] } }), node)
    }

    private mutating func append(_ text: String, _ node: HTMLNode) {
        paragraph.append(text, line: node.line, isLink: linkDepth > 0)
    }
}

extension HTMLExtraction {
    /// Prepares to read a part of the page by itself, such as a cell or a note.
    init(_ part: HTMLNode, inside outer: HTMLExtraction) {
        self.init(outer.evidence, omissions: outer.omissions)
        articleDepth = max(outer.articleDepth, 1)
        skipped = outer.skipped
        children(of: part)
    }

    /// Takes over what a part of the page left out or joined.
    mutating func take(over part: HTMLExtraction) {
        omissions = part.omissions
        skipped = part.skipped
    }

    /// Returns everything that was read in one line.
    mutating func line() -> String {
        flush()
        guard output.blocks.count > 1 || output.text.utf8.contains(.lineFeed) else { return output.text }
        var line = ""
        for block in output.blocks where !block.range.isEmpty {
            let text = String(output.text.utf8[block.utf8Range(in: output.text)]) ?? ""
            if case .table = block.kind {
                line += (line.isEmpty ? "" : " ") + Self.cells(of: text)
                continue
            }
            for part in text.split(separator: "\n") {
                let isItem = part.trimmingBlanks().hasPrefix("- ")
                let own = isItem ? part.trimmingBlanks().dropFirst(2) : part.trimmingBlanks()
                if !line.isEmpty { line += isItem && line.last.map { !$0.isPunctuation } == true ? "; " : " " }
                line += own
            }
        }
        return line
    }

    /// Returns the rows of a pipe table in one line, for a table inside a cell.
    private static func cells(of table: String) -> String {
        let rows = table.split(separator: "\n").filter { !$0.hasPrefix("| ---") }
        return rows.map { $0.dropFirst(2).dropLast(2).replacing(" | ", with: ", ") }.joined(separator: "; ")
    }
}

extension Block {
    fileprivate func utf8Range(in text: String) -> Range<String.Index> {
        let lower = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
        return lower..<text.utf8.index(lower, offsetBy: range.count)
    }
}
