import Lexicon

/// Lines of a PDF that make a paragraph, with their line ends removed.
struct PDFParagraph: Sendable {
    enum Kind: Sendable, Hashable {
        /// A heading; levels count from 1.
        case heading(level: Int)
        case prose
        /// A table, whose text is in `table`.
        case table
    }

    var kind: Kind
    private(set) var text: String
    private(set) var table: PDFTable?
    /// Page on which it begins, counted from 0; and for each further page the offset in `text`, in UTF-8 bytes, or
    /// the row of the table.
    let page: Int
    private(set) var laterPages: [(page: Int, offset: Int)] = []
    /// Whether the last line reached the edge of its column, so that the text may continue elsewhere.
    private(set) var isOpen = false
    private let height: Double

    /// Page on which it ends, counted from 0.
    var lastPage: Int { laterPages.last?.page ?? page }

    init(_ line: PDFLine, kind: Kind, page: Int) {
        self.kind = kind
        self.page = page
        text = line.text
        height = line.height
    }

    init(_ table: PDFTable, page: Int) {
        kind = .table
        self.page = page
        self.table = table
        text = ""
        height = 0
    }

    /// Appends the part of a table on the next page. Returns false if `other` does not continue it.
    mutating func append(_ other: PDFTable, page: Int) -> Bool {
        guard kind == .table, let row = table?.rows.count, table?.append(other) == true else { return false }
        laterPages.append((page, row))
        return true
    }

    /// Appends a line, below the text if its line end was `deliberate`, otherwise as a continuation. `compounds` are
    /// the words that the document writes with a hyphen.
    mutating func append(_ line: PDFLine, page: Int, deliberate: Bool, compounds: Set<String>) {
        if deliberate {
            text += "\n"
        } else {
            joinEnd(to: line.text, compounds)
        }
        let last = laterPages.last?.page ?? self.page
        if page > last { laterPages.append((page, text.utf8.count)) }
        text += line.text
    }

    /// Records where the last line ends; `edge` is the edge of the column.
    mutating func close(after line: PDFLine, edge: Double) {
        isOpen = !line.isField && line.xMax > edge - line.height * 3 && !Self.endsSentence(text)
    }

    /// Returns whether `line`, the first one of another block, continues this paragraph.
    func goesOn(with line: PDFLine) -> Bool {
        guard kind == .prose, isOpen, !line.isField, abs(line.height - height) < height * 0.1,
            !PDFLine.opensItem(line.text),
            let first = line.text.unicodeScalars.first
        else { return false }
        return first.isWide || first.properties.isLowercase
    }

    static func endsSentence(_ text: String) -> Bool {
        guard let last = text.last(where: { !$0.isClosing && !"\"'".contains($0) }) else { return false }
        return last.endsSentence || ";；:：".contains(last)
    }

    /// Removes a hyphen at the end, or adds the space that belongs before `next`.
    private mutating func joinEnd(to next: String, _ compounds: Set<String>) {
        guard let last = text.unicodeScalars.last, let first = next.unicodeScalars.first else { return }
        // Curly quotes belong to the script around them.
        let quotes = "“”‘’".unicodeScalars
        let isWideBefore = text.unicodeScalars.last { !quotes.contains($0) }?.isWide == true
        let isWideAfter = next.unicodeScalars.first { !quotes.contains($0) }?.isWide == true
        if last == "\u{AD}" {
            text.unicodeScalars.removeLast()
        } else if last == "-", first.properties.isAlphabetic || ("0"..."9").contains(first), !text.hasSuffix(" -") {
            // `dis-` + `tributions` was one word, `non-` + `free` two, as the document shows where they are not
            // wrapped.
            let head = text.dropLast().reversed().prefix { $0.isLetter || $0 == "-" }.reversed()
            let compound = String(head) + "-" + next.prefix { $0.isLetter }
            let isWord = first.properties.isLowercase && head.last?.isLowercase == true && !head.contains("-")
            if isWord, !compounds.contains(compound.lowercased()) { text.unicodeScalars.removeLast() }
        } else if !(isWideAfter && (isWideBefore || Self.opensWithClosing(next))), !cutsAddress(before: first) {
            text += " "
        }
    }

    /// Returns whether the text ends inside an address that continues with `first`.
    private func cutsAddress(before first: Unicode.Scalar) -> Bool {
        guard let last = text.unicodeScalars.last, "/.-_?&=%#".unicodeScalars.contains(last),
            first.properties.isLowercase || ("0"..."9").contains(first)
        else { return false }
        return text.suffix(200).split(separator: " ").last?.contains("://") == true
    }

    /// Returns whether a line begins with a mark that can only follow something.
    static func opensWithClosing(_ text: String) -> Bool {
        text.unicodeScalars.first.map {
            Punctuation.isStop($0) || Punctuation.isPause($0) || Punctuation.isClosing($0)
        } ?? false
    }
}
