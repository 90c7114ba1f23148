import RAGCore

/// Writes packed units as chunks with text, range and number. Expects blocks in order; otherwise the ranges become
/// wider.
struct ChunkWriter {
    let source: SourceText
    private let language: Language?
    private let validity: Validity?
    private var chunks: [Chunk] = []
    /// Range of the headings above the next chunk that are in no chunk's range yet.
    private var pendingHeadings: Range<Int>?

    init(document: ReadDocument) {
        self.source = document.source
        self.language = document.language
        self.validity = Validity(metadata: document.metadata)
    }

    /// Remembers a heading for the range of the next chunk.
    mutating func noteHeading(at range: Range<Int>) {
        pendingHeadings = pendingHeadings.map { $0.union(range) } ?? range
    }

    /// Writes one chunk from at least one unit.
    mutating func write(_ units: ArraySlice<ChunkUnit>, under path: [String], question: String?, validity own: Validity?) {
        guard let first = units.first else { return }
        let whole = units.dropFirst().reduce(first.range) { $0.union($1.range) }
        let trimmed = source.withBytes { $0.trimming(whole) }
        guard !trimmed.isEmpty || units.contains(where: { $0.text != nil }) else { return }
        let text = text(of: units, in: (first.isCode ? whole.lowerBound : trimmed.lowerBound)..<trimmed.upperBound)
        guard !text.isEmpty else { return }
        let start = first.isCode ? first.range.lowerBound : max(first.range.lowerBound, trimmed.lowerBound)
        let lower = min(pendingHeadings?.lowerBound ?? start, start)
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
                question: question,
                validity: own?.narrowed(by: validity) ?? validity
            )
        )
    }

    /// Returns all chunks; the last one takes in the headings after it.
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
                question: last.question,
                validity: last.validity
            )
        )
        return chunks
    }

    /// Returns the source text from the first unit to the last inside `limits`, word for word if only blanks lie
    /// between them, without the line ends that are dropped.
    private func text(of units: ArraySlice<ChunkUnit>, in limits: Range<Int>) -> String {
        var text = units.first?.header ?? ""
        var run: (range: Range<Int>, lineEnds: LineEnds)?
        var behind: Int?
        func close(at end: Int) {
            guard let open = run else { return }
            open.lineEnds.append((open.range.lowerBound..<end).clamped(to: limits), of: source, to: &text)
            run = nil
        }
        for index in units.indices {
            let range = units[index].range
            if let own = units[index].text {
                close(at: run?.range.upperBound ?? 0)
                if behind.map({ units[$0].text == nil }) ?? true || units[index].opensBlock { text = separated(text) }
                text += own
            } else if let open = run, isJoint(from: open.range.upperBound, to: range.lowerBound) {
                let lineEnds = units[index].lineEnds
                if lineEnds == open.lineEnds {
                    run = (open.range.lowerBound..<range.upperBound, lineEnds)
                } else {
                    close(at: range.lowerBound)
                    run = (range, lineEnds)
                }
            } else {
                close(at: run?.range.upperBound ?? 0)
                if behind != nil { text = separated(text) }
                run = (range, units[index].lineEnds)
            }
            behind = index
        }
        close(at: run?.range.upperBound ?? 0)
        return text.trimmingLineEnds()
    }

    private func separated(_ text: String) -> String {
        text.isEmpty ? text : text.trimmingLineEnds() + "\n\n"
    }

    /// Returns whether a gap holds only spaces, tabs and at most two line ends, which cost no tokens.
    private func isJoint(from lower: Int, to upper: Int) -> Bool {
        guard lower < upper else { return lower == upper }
        return source.withBytes { bytes in
            let gap = bytes[lower..<upper]
            return gap.allSatisfy { $0 == .space || $0 == .tab || $0.isLineEnd } && gap.count { $0 == .lineFeed } <= 2
        }
    }
}

extension Range<Int> {
    /// Returns the range from the first start to the last end of both.
    fileprivate func union(_ other: Range<Int>) -> Range<Int> {
        Swift.min(lowerBound, other.lowerBound)..<Swift.max(upperBound, other.upperBound)
    }
}

extension String {
    /// Returns the text without blanks at the end and without empty lines at the start. The indentation of the first
    /// line stays, and so does a blank with a combining mark.
    fileprivate func trimmingLineEnds() -> String {
        var text = self[...]
        while text.unicodeScalars.last?.properties.isWhitespace == true { text.unicodeScalars.removeLast() }
        while text.first?.isNewline == true { text.removeFirst() }
        return String(text)
    }
}
