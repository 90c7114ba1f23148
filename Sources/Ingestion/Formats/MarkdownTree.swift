import CMarkdown
import Foundation

/// The block structure of a Markdown text. Owns the parser and with it the tree.
struct MarkdownTree: ~Copyable {
    private let parser: OpaquePointer
    private let root: OpaquePointer
    private let source: SourceText
    /// Lines of front matter that the parser did not see.
    private let skippedLines: Int

    /// Parses the lines of `source` after `afterLine`.
    init(of source: SourceText, afterLine: Int) throws(ReadingError) {
        cmark_gfm_core_extensions_ensure_registered()
        guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else {
            throw ReadingError("is too large for the memory")
        }
        if let table = cmark_find_syntax_extension("table") { cmark_parser_attach_syntax_extension(parser, table) }
        source.withBytes { bytes in
            let body = bytes[source.start(ofLine: afterLine + 1)...]
            UnsafeBufferPointer(rebasing: body).withMemoryRebound(to: CChar.self) { body in
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

    /// The blocks in reading order. Lists and quotations are opened: each of their paragraphs is a block, the first one
    /// with the item's marker.
    func blocks() -> [Block] {
        var blocks: [Block] = []
        // Where the range of the next leaf begins, when it opens an item or a quotation.
        var opening: Int?
        var node = cmark_node_first_child(root)
        while let current = node {
            let type = cmark_node_get_type(current)
            if type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM || type == CMARK_NODE_BLOCK_QUOTE {
                opening = opening ?? start(of: current)
                node = cmark_node_first_child(current) ?? next(after: current)
                continue
            }
            if let block = leaf(current, type, opening: opening) { blocks.append(block) }
            opening = nil
            node = next(after: current)
        }
        return blocks
    }

    /// The next node in reading order that is not below `node`.
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
        case CMARK_NODE_PARAGRAPH:
            return Block(.prose, range: range)
        case CMARK_NODE_CODE_BLOCK:
            return Block(.code, range: range)
        case CMARK_NODE_HTML_BLOCK:
            let text = HTMLReader.text(of: String(source[whole]))
            return text.isEmpty ? nil : Block(.prose, range: range, text: text)
        case CMARK_NODE_THEMATIC_BREAK:
            return nil
        default:
            guard String(cString: cmark_node_get_type_string(node)) == "table" else {
                return Block(.prose, range: range)
            }
            return Block(.table(headerEnd: headerEnd(of: node, in: range)), range: range)
        }
    }

    /// Behind the delimiter row, which is the line below the header.
    private func headerEnd(of table: OpaquePointer, in range: Range<Int>) -> Int {
        let headerLine = Int(cmark_node_get_start_line(table)) + skippedLines
        return min(source.start(ofLine: headerLine + 2), range.upperBound)
    }

    /// Text without markup; an image gives its alternative text.
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

    /// From the node's first column to the end of its last line; end columns of cmark are not relied upon.
    private func range(of node: OpaquePointer) -> Range<Int> {
        let lower = start(of: node)
        let last = Int(max(cmark_node_get_end_line(node), cmark_node_get_start_line(node))) + skippedLines
        let upper = source.content(ofLine: last).upperBound
        return source.withBytes { $0.trimming(lower..<max(lower, upper)) }
    }
}
