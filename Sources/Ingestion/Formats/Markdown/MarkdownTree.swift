import CMarkdown
import Foundation

/// The block structure of a Markdown text. Owns the parser and its tree.
struct MarkdownTree: ~Copyable {
    private let parser: OpaquePointer
    private let root: OpaquePointer
    private let source: SourceText
    /// Number of front-matter lines that the parser did not see.
    private let skippedLines: Int

    /// Parses the lines of `source` after `afterLine`.
    init(of source: SourceText, afterLine: Int, _ omissions: inout Omissions) throws(ReadingError) {
        cmark_gfm_core_extensions_ensure_registered()
        guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else {
            throw ReadingError("is too large for the memory")
        }
        let body = source.start(ofLine: afterLine + 1)
        if !source.withBytes({ MarkdownTables(in: $0[body...]).areBearable }) {
            omissions.note("the structure of tables that are too wide")
        } else if let table = cmark_find_syntax_extension("table") {
            cmark_parser_attach_syntax_extension(parser, table)
        }
        source.withBytes { bytes in
            UnsafeBufferPointer(rebasing: bytes[body...]).withMemoryRebound(to: CChar.self) { body in
                cmark_parser_feed(parser, body.baseAddress, body.count)
            }
        }
        guard let root = cmark_parser_finish(parser) else {
            cmark_parser_free(parser)
            throw ReadingError("is too large for the memory")
        }
        self.parser = parser
        self.root = root
        self.source = source
        self.skippedLines = afterLine
    }

    deinit {
        cmark_node_free(root)
        cmark_parser_free(parser)
    }

    /// Returns the parts of the text in reading order. Each paragraph of a list or a quotation is a block; the first
    /// one includes the item's marker. `sectionEnds` are the levels of sections that end before a line.
    func parts(sectionEnds: [Int: Int], _ omissions: inout Omissions) -> [MarkdownContent.Part] {
        var parts: [MarkdownContent.Part] = []
        var html = HTMLBlocks()
        let ends = sectionEnds.map { (offset: source.start(ofLine: $0.key), level: $0.value) }.sorted {
            $0.offset < $1.offset
        }
        var nextEnd = 0
        // Start of the next leaf's range, if it opens an item or a quotation.
        var opening: Int?
        var node = cmark_node_first_child(root)
        while let current = node {
            let type = cmark_node_get_type(current)
            if type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM || type == CMARK_NODE_BLOCK_QUOTE {
                opening = opening ?? start(of: current)
                node = cmark_node_first_child(current) ?? next(after: current)
                continue
            }
            node = next(after: current)
            // A paragraph directly above a table has no place of its own, because the table begins where it does.
            if cmark_node_get_start_line(current) == 0 { continue }
            while nextEnd < ends.count, ends[nextEnd].offset <= start(of: current) {
                parts.append(.sectionEnd(level: ends[nextEnd].level))
                nextEnd += 1
            }
            if type == CMARK_NODE_HTML_BLOCK {
                let whole = makeRoom(for: range(of: current), in: &parts)
                if !whole.isEmpty { parts += html.parts(of: String(source[whole]), at: whole, &omissions) }
            } else if isTable(current) {
                for block in table(current, opening: opening) { append(block, to: &parts) }
            } else if let block = leaf(current, type, opening: opening) {
                if case .heading(let level, _) = block.kind { html.level = level }
                append(block, to: &parts)
            }
            opening = nil
        }
        return parts
    }

    /// Returns the next node in reading order that is not below `node`.
    private func next(after node: OpaquePointer) -> OpaquePointer? {
        var node = node
        while node != root {
            if let next = cmark_node_next(node) { return next }
            guard let parent = cmark_node_parent(node) else { return nil }
            node = parent
        }
        return nil
    }

    private func leaf(
        _ node: OpaquePointer,
        _ type: cmark_node_type,
        opening: Int?
    ) -> Block? {
        let whole = range(of: node)
        let range = min(opening ?? whole.lowerBound, whole.lowerBound)..<whole.upperBound
        guard !range.isEmpty else { return nil }
        switch type {
        case CMARK_NODE_HEADING:
            let title = plainText(of: node)
            return Block(.heading(level: Int(cmark_node_get_heading_level(node)), title: title), range: range)
        case CMARK_NODE_CODE_BLOCK:
            return Block(.code, range: range)
        case CMARK_NODE_THEMATIC_BREAK:
            return nil
        default:
            return Block(.prose, range: range)
        }
    }

    private func isTable(_ node: OpaquePointer) -> Bool {
        String(cString: cmark_node_get_type_string(node)) == "table"
    }

    /// Returns the table, and before it the paragraph directly above: cmark-gfm reports the first line of that
    /// paragraph as the start of the table and its header. The place of the first row below the header is right.
    private func table(_ node: OpaquePointer, opening: Int?) -> [Block] {
        let whole = range(of: node)
        let lower = min(opening ?? whole.lowerBound, whole.lowerBound)
        let firstLine = Int(cmark_node_get_start_line(node))
        let row = cmark_node_first_child(node).flatMap { cmark_node_next($0) }
        let rowLine = Int(row.map { cmark_node_get_start_line($0) } ?? cmark_node_get_end_line(node) + 1)
        let rowStart = source.start(ofLine: rowLine + skippedLines)
        var tableStart = lower
        var blocks: [Block] = []
        if rowLine - 2 > firstLine {
            tableStart = source.start(ofLine: rowLine - 2 + skippedLines)
            blocks.append(Block(.prose, range: trimmed(lower, tableStart)))
        }
        let range = trimmed(tableStart, whole.upperBound)
        blocks.append(Block(.table(headerEnd: min(rowStart, range.upperBound)), range: range))
        return blocks
    }

    private func append(_ block: Block, to parts: inout [MarkdownContent.Part]) {
        let range = makeRoom(for: block.range, in: &parts)
        if !range.isEmpty { parts.append(.block(Block(block.kind, range: range, text: block.text))) }
    }

    /// Returns `range` without what earlier parts hold. A block that begins before it is shortened, because cmark ends
    /// an unclosed fence one line late.
    private func makeRoom(for range: Range<Int>, in parts: inout [MarkdownContent.Part]) -> Range<Int> {
        guard let index = parts.lastIndex(where: { if case .sectionEnd = $0 { false } else { true } }) else {
            return range
        }
        switch parts[index] {
        case .block(let last) where range.lowerBound < last.range.upperBound:
            guard last.range.lowerBound < range.lowerBound else {
                return trimmed(last.range.upperBound, range.upperBound)
            }
            let kept = trimmed(last.range.lowerBound, range.lowerBound)
            parts[index] = .block(Block(last.kind, range: kept, text: last.text))
            return range
        case .html(let last, _) where range.lowerBound < last.upperBound:
            return trimmed(last.upperBound, range.upperBound)
        default: return range
        }
    }

    /// Returns the text without markup; an image gives its alternative text.
    private func plainText(of node: OpaquePointer) -> String {
        var text = ""
        guard let iterator = cmark_iter_new(node) else { return text }
        defer { cmark_iter_free(iterator) }
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { break }
            guard event == CMARK_EVENT_ENTER, let inner = cmark_iter_get_node(iterator) else { continue }
            switch cmark_node_get_type(inner) {
            case CMARK_NODE_TEXT, CMARK_NODE_CODE:
                if let literal = cmark_node_get_literal(inner) { text += String(cString: literal) }
            case CMARK_NODE_SOFTBREAK, CMARK_NODE_LINEBREAK: text += " "
            default: break
            }
        }
        return String(text[...].trimmingBlanks())
    }

    private func start(of node: OpaquePointer) -> Int {
        let line = Int(cmark_node_get_start_line(node)) + skippedLines
        return min(source.start(ofLine: line) + max(Int(cmark_node_get_start_column(node)), 1) - 1, source.count)
    }

    /// Returns the range from the node's first column to the end of its last line; cmark's end columns are unreliable.
    private func range(of node: OpaquePointer) -> Range<Int> {
        let lower = start(of: node)
        let last = Int(max(cmark_node_get_end_line(node), cmark_node_get_start_line(node))) + skippedLines
        let upper = source.content(ofLine: last).upperBound
        return trimmed(lower, upper)
    }

    /// Returns the range from `lower` to `upper` without blanks at the ends.
    private func trimmed(_ lower: Int, _ upper: Int) -> Range<Int> {
        source.withBytes { $0.trimming(lower..<max(lower, upper)) }
    }
}
