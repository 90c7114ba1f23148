import RAGCore

/// Extracts the text of a page into blocks: paragraphs, `- ` list items, pipe tables, code, headings.
struct HTMLExtraction {
    let evidence: HTMLEvidence
    var output: HTMLOutput
    /// The parts that were left out.
    var omissions: Omissions
    /// The current paragraph.
    var paragraph = HTMLParagraph()
    /// Marker and indentation of the next list item, such as `- `.
    var marker = ""
    var listDepth = 0
    var suspicion = HTMLChrome.Suspicion.none
    var articleDepth = 0
    var linkDepth = 0
    /// Level of the heading that the current text belongs to.
    var level = 0
    /// Ends of the sections that the titles before them opened, by the last element of the section.
    var sectionEnds: [HTMLDisclosure.Key: Int] = [:]
    /// A heading in a suspicious part, which is written if text follows.
    var waitingHeading: (title: String, level: Int, line: Int)?
    /// Whether text stands directly in the elements around buttons.
    var textHolders: [HTMLDisclosure.Key: Bool] = [:]
    /// Elements that are not read: notes that were written where they are referred to, and lists of other pages.
    var skipped: Set<HTMLDisclosure.Key> = []

    init(_ evidence: HTMLEvidence, output: HTMLOutput = HTMLOutput(), omissions: Omissions = Omissions()) {
        self.evidence = evidence
        self.output = output
        self.omissions = omissions
    }

    /// Reads `node` and everything below it.
    mutating func read(_ node: HTMLNode) {
        if let characters = node.characters {
            return paragraph.append(characters, line: node.line, isLink: linkDepth > 0)
        }
        guard let name = node.name, !HTMLNode.namesWithoutText.contains(name), !isLeftOut(node, name) else { return }
        let outer = (suspicion, articleDepth)
        defer { (suspicion, articleDepth) = outer }
        let panelHeadingLevel = level > 0 ? level : nil
        if Self.blockNames.contains(name) || name.contains("-") {
            guard case .read(let found) = evidence.chrome.judge(node, name, isInArticle: articleDepth > 0) else {
                return flush()
            }
            if found > suspicion { flush() }
            suspicion = max(suspicion, found)
            if name == "article" || name == "main" { articleDepth += 1 }
        }
        if let title = evidence.disclosure.titles[node.pointer] {
            section(title, line: node.line) { $0.contents(of: node, name) }
        } else if evidence.disclosure.titleControls.contains(node.pointer) {
            titleOfNext(node)
        } else if !evidence.disclosure.controlsOfPanels.contains(node.pointer) {
            contents(of: node, name)
        }
        if evidence.disclosure.panelsOfHeadings.contains(node.pointer), let own = panelHeadingLevel {
            flush()
            endSection(at: own)
        }
        if let end = sectionEnds.removeValue(forKey: node.pointer) {
            flush()
            endSection(at: end)
        }
    }

    private mutating func contents(of node: HTMLNode, _ name: String) {
        switch name {
        case "h1", "h2", "h3", "h4", "h5", "h6": heading(node, level: Int(name.dropFirst()) ?? 1)
        case "br": paragraph.breakLine()
        case "pre": code(node)
        case "table": table(node)
        case "ul", "ol": list(node, isOrdered: name == "ol")
        case "details": details(node)
        case "dl": definitions(node)
        case "a": link(node)
        case "img": image(node)
        case "button": button(node)
        case "label": label(node)
        case "select": options(node)
        case "sup": superscript(node)
        case "input", "textarea", "rp", "annotation": break
        case _ where Self.blockNames.contains(name): block(node, name)
        default: children(of: node)
        }
    }

    mutating func children(of node: HTMLNode) {
        var next = node.pointer.pointee.children
        while let child = next {
            next = child.pointee.next
            read(HTMLNode(child))
        }
    }

    private static let blockNames: Set<String> = [
        "html", "body", "main", "article", "section", "div", "p", "blockquote", "li", "ul", "ol", "dl", "dt", "dd",
        "figure", "figcaption", "address", "details", "summary", "fieldset", "legend", "center", "caption", "table",
        "tr", "td", "th", "tbody", "thead", "tfoot", "hr", "form", "header", "footer", "aside", "nav", "dialog",
        "hgroup", "search", "pre", "menu",
    ]

    private mutating func block(_ node: HTMLNode, _ name: String) {
        flush()
        if name == "p" || name == "div", let title = node.boldTitle, marker.isEmpty, suspicion == .none,
            let next = node.nextElement, next.boldTitle == nil, !next.isOrContains(Self.namesAfterCaption)
        {
            return output.write(heading: title, level: min(level + 1, 9), line: node.line)
        }
        children(of: node)
        flush(isItem: name == "dt" || name == "dd")
    }

    /// Elements that a bold line is the caption of, or that say themselves where a section begins.
    private static let namesAfterCaption = HTMLNode.headingNames.union(["table"])

    // MARK: Headings and sections

    private mutating func heading(_ node: HTMLNode, level: Int) {
        flush()
        children(of: node)
        let title = paragraph.take().text
        if HTMLChrome.announcesLinks(title), let next = node.nextElement, evidence.chrome.measures[next].isMostlyLinks {
            skipped.insert(next.pointer)
            return
        }
        write(heading: title, level: level, line: node.line, isSiteName: isSiteName(node))
    }

    mutating func write(heading title: String, level: Int, line: Int, isSiteName: Bool = false) {
        guard !title.isEmpty, !isSiteName else { return }
        // A dialog often repeats the text of the button that opens it.
        if output.endsWithHeading(title) { return }
        if suspicion == .none || level == 1 {
            self.level = level
            waitingHeading = nil
            output.write(heading: title, level: level, line: line)
        } else {
            waitingHeading = (title, level, line)
        }
    }

    /// Returns whether a heading in the site's header is a link to the home page, as the site's name is.
    private func isSiteName(_ node: HTMLNode) -> Bool {
        guard suspicion == .strong, node.elements.count == 1, let link = node.elements.first, link.name == "a" else {
            return false
        }
        let target = link["href"] ?? ""
        return target == "/" || target == "./" || target.hasSuffix("index.html") || target.hasSuffix("://")
    }

    /// Writes a title one level below the current heading, and what belongs to it.
    mutating func section(_ title: String, line: Int, _ body: (inout HTMLExtraction) -> Void) {
        flush()
        let outer = level
        let own = min(max(outer, 1) + 1, 9)
        write(heading: title, level: own, line: line)
        body(&self)
        flush()
        level = outer
        endSection(at: own)
    }

    mutating func endSection(at level: Int) {
        if waitingHeading.map({ $0.level >= level }) == true { waitingHeading = nil }
        output.endSection(at: level)
        self.level = min(self.level, level - 1)
    }

    /// Writes a control as the title of the element after it.
    private mutating func titleOfNext(_ node: HTMLNode) {
        flush()
        let own = min(max(level, 1) + 1, 9)
        let outer = level
        write(heading: HTMLDisclosure.title(of: node), level: own, line: node.line)
        level = outer
        var last = node.nextElement
        while node.name == "label", let input = last, input.name == "input" { last = input.nextElement }
        if last == nil, let wrapper = node.parent, wrapper.elements.count == 1 { last = wrapper.nextElement }
        if let last { sectionEnds[last.pointer] = own }
    }

    private mutating func details(_ node: HTMLNode) {
        guard let summary = node.elements.first(where: { $0.name == "summary" }) else { return block(node, "details") }
        let title = HTMLDisclosure.title(of: summary)
        guard !title.isEmpty else { return block(node, "details") }
        if summary.contains(HTMLNode.headingNames) {
            block(summary, "summary")
            let own = level
            for child in node.children where child.pointer != summary.pointer { read(child) }
            flush()
            return endSection(at: own)
        }
        section(title, line: summary.line) { extraction in
            for child in node.children where child.pointer != summary.pointer { extraction.read(child) }
        }
    }

    /// Reads a list of terms; a term that is a question, or a control, is the title of its descriptions.
    private mutating func definitions(_ node: HTMLNode) {
        flush()
        var open: Int?
        for child in node.children {
            let title = child.name == "dt" ? HTMLDisclosure.title(of: child) : ""
            let isTitle =
                title.hasSuffix("?") || title.hasSuffix("？") || child.name == "dt" && child.contains(["button"])
            if child.name == "dt", let own = open {
                flush()
                endSection(at: own)
                open = nil
            }
            if isTitle, !isLeftOut(child, "dt"), !title.isEmpty {
                flush()
                let own = min(max(level, 1) + 1, 9)
                let outer = level
                write(heading: title, level: own, line: child.line)
                level = outer
                open = own
            } else {
                read(child)
            }
        }
        flush()
        if let open { endSection(at: open) }
    }

    // MARK: Lists, tables and code

    private mutating func list(_ node: HTMLNode, isOrdered: Bool) {
        flush(isItem: true)
        listDepth += 1
        var number = min(max(Int(node["start"] ?? "") ?? 1, -Self.largestStart), Self.largestStart)
        for item in node.children where item.name != nil {
            marker = String(repeating: "  ", count: listDepth - 1) + (isOrdered ? "\(number). " : "- ")
            read(item)
            flush(isItem: true)
            marker = ""
            number += 1
        }
        listDepth -= 1
    }

    /// Largest absolute number that a list may begin with.
    private static let largestStart = 1_000_000_000

    private mutating func code(_ node: HTMLNode) {
        flush()
        let content = EncodedData.removed(from: node.text.withoutInvisibleCharacters, &omissions)
        let code = content.split(separator: "\n", omittingEmptySubsequences: false)
        let lines = code.drop { $0.allSatisfy(\.isWhitespace) }
        let skipped = code.count - lines.count
        let body = lines.joined(separator: "\n")
        guard let last = body.lastIndex(where: { !$0.isWhitespace }) else { return }
        writeWaitingHeading()
        let first = node.line + skipped
        output.write(String(body[...last]), lines: Array(first..<first + lines.count)) { _ in .code }
    }

    private mutating func table(_ node: HTMLNode) {
        flush()
        guard suspicion == .none, let table = HTMLTable(node, in: &self) else {
            children(of: node)
            flush()
            return
        }
        writeWaitingHeading()
        output.write(table)
    }

    // MARK: Paragraphs

    /// Ends the current paragraph.
    mutating func flush(isItem: Bool = false) {
        let (found, line, width, linkWidth, anchorWidth) = paragraph.take(measuring: suspicion != .none)
        let text = EncodedData.removed(from: found, &omissions)
        guard !text.isEmpty else { return }
        // A paragraph of links to headings of the page is a table of contents.
        let isContents = anchorWidth > 0 && anchorWidth >= width
        let leavesOut =
            isContents
            || text.utf8.count < 1_000
                && evidence.chrome.leavesOut(text, width: width, linkWidth: linkWidth, suspicion: suspicion)
        guard !leavesOut else {
            marker = ""
            return
        }
        writeWaitingHeading()
        let isItem = isItem || !marker.isEmpty
        output.write(marker + text, .prose, line: line, isItem: isItem)
        marker = listDepth > 0 ? String(repeating: "  ", count: listDepth) : ""
        output.followsItem = isItem
    }

    mutating func writeWaitingHeading() {
        guard let heading = waitingHeading else { return }
        waitingHeading = nil
        level = heading.level
        output.write(heading: heading.title, level: heading.level, line: heading.line)
    }

    /// Returns whether an element is hidden or struck through, and counts it.
    mutating func isLeftOut(_ node: HTMLNode, _ name: String) -> Bool {
        if name == "del" || name == "s" || name == "strike" || name == "template" {
            if name != "template" { omissions.addStruck(node.text) }
            return name != "template" || node["shadowrootmode"] == nil
        }
        if skipped.contains(node.pointer) { return true }
        guard node.pointer.pointee.properties != nil || name == "dialog" else { return false }
        if evidence.styles.strikes(node) {
            omissions.addStruck(node.text)
            return true
        }
        guard node.isHidden(by: evidence.styles), !evidence.disclosure.opened.contains(node.pointer) else {
            return false
        }
        let measure = evidence.chrome.measures[node]
        if measure.width > (node["aria-hidden"] == nil ? 0 : 2), !measure.isMostlyLinks, measure.controls == 0 {
            omissions.addHidden(node.text)
        }
        return true
    }
}
