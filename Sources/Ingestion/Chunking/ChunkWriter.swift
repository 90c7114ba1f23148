import RAGCore

/// Writes packed units as chunks: their text, their place, their number. Expects blocks in order; out of order they
/// give chunks with wider ranges.
struct ChunkWriter {
    let source: SourceText
    private let language: Language?
    private var chunks: [Chunk] = []
    /// The headings above the next chunk that no chunk's range has taken in yet.
    private var pendingHeadings: Range<Int>?

    init(document: ReadDocument) {
        self.source = document.source
        self.language = document.language
    }

    /// Remembers a heading for the range of the next chunk.
    mutating func noteHeading(at range: Range<Int>) {
        pendingHeadings = pendingHeadings.map { $0.union(range) } ?? range
    }

    /// Writes one chunk. There must be a unit.
    mutating func write(_ units: ArraySlice<ChunkUnit>, under path: [String], question: String?) {
        guard var first = units.first else { return }
        let whole = units.reduce(first.range) { $0.union($1.range) }
        let trimmed = source.withBytes { $0.trimming(whole) }
        if !first.isCode { first.range = first.range.clamped(to: trimmed) }
        let text = text(of: [first] + units.dropFirst())
        guard !text.isEmpty else { return }
        let lower = min(pendingHeadings?.lowerBound ?? first.range.lowerBound, first.range.lowerBound)
        pendingHeadings = nil
        let range = lower..<max(lower, trimmed.upperBound)
        chunks.append(
            Chunk(
                ordinal: chunks.count,
                text: text,
                headingPath: path,
                range: range,
                lines: source.lines(of: range),
                pages: source.pages(of: range),
                language: Language(of: text) ?? language,
                question: question
            )
        )
    }

    /// All chunks, the last one with the headings behind it.
    mutating func finish() -> [Chunk] {
        guard let trailing = pendingHeadings, let last = chunks.popLast() else { return chunks }
        let range = last.range.lowerBound..<max(last.range.upperBound, trailing.upperBound)
        chunks.append(
            Chunk(
                ordinal: last.ordinal,
                text: last.text,
                headingPath: last.headingPath,
                range: range,
                lines: source.lines(of: range),
                pages: source.pages(of: range),
                language: last.language,
                question: last.question
            )
        )
        return chunks
    }

    /// The source text from the first unit to the last, word for word where only blanks lie between them.
    private func text(of units: [ChunkUnit]) -> String {
        var text = units.first?.header.map { $0 + "\n" } ?? ""
        var run: Range<Int>?
        var behind: ChunkUnit?
        for unit in units {
            if let own = unit.text {
                if let run { text += source[run] }
                run = nil
                if behind?.text == nil || unit.opensBlock { text = separated(text) }
                text += own
            } else if let open = run, isJoint(from: open.upperBound, to: unit.range.lowerBound) {
                run = open.lowerBound..<unit.range.upperBound
            } else {
                if let run { text += source[run] }
                if behind != nil { text = separated(text) }
                run = unit.range
            }
            behind = unit
        }
        if let run { text += source[run] }
        return text.trimmingLineEnds()
    }

    private func separated(_ text: String) -> String {
        text.isEmpty ? text : text.trimmingLineEnds() + "\n\n"
    }

    /// Whether a gap holds blanks alone, and not more than an empty line.
    private func isJoint(from lower: Int, to upper: Int) -> Bool {
        guard lower < upper else { return lower == upper }
        return source.withBytes { bytes in
            bytes.skippingBlanks(from: lower, to: upper) == upper
                && (lower..<upper).count { bytes[$0] == .lineFeed } <= 2
        }
    }
}

extension Range<Int> {
    /// From where the first of both begins to where the last of both ends.
    fileprivate func union(_ other: Range<Int>) -> Range<Int> {
        Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
    }
}

extension String {
    /// Without blanks at the end and without empty lines at the start; the indentation of the first line stays.
    fileprivate func trimmingLineEnds() -> String {
        var text = self[...]
        while text.last?.isWhitespace == true { text.removeLast() }
        while text.first?.isNewline == true { text.removeFirst() }
        return String(text)
    }
}
