import Lexicon
import RAGCore

/// Cuts blocks into the units that chunks are packed from, each within the budget.
///
/// Prose is cut into sentences, code into lines, a table into rows. A longer row is cut between cells, then between
/// sentences; a longer sentence or line as `LongTextSplitter` does.
struct BlockCutter {
    let source: SourceText
    /// Most estimated tokens of a unit, including the header that is repeated before it.
    let budget: Int

    /// Appends the units of a block that is not a heading. `lines` introduce it; those that would take more than half
    /// of the budget are left out, the outermost first.
    func cut(_ block: Block, under lines: [LeadIns.Line] = [], into units: inout [ChunkUnit]) {
        var lines = lines[...]
        while lines.reduce(0, { $0 + $1.tokens }) * 2 > budget { lines.removeFirst() }
        guard !lines.isEmpty else { return cut(block, into: &units) }
        let tokens = lines.reduce(0) { $0 + $1.tokens }
        let header = lines.reduce(into: "") { $0 += $1.text + "\n" }
        let first = units.count
        BlockCutter(source: source, budget: budget - tokens).cut(block, into: &units)
        for index in first..<units.count {
            units[index].header = header + units[index].header
            units[index].headerTokens += tokens
        }
    }

    private func cut(_ block: Block, into units: inout [ChunkUnit]) {
        let first = units.count
        switch block.kind {
        case .table(let headerEnd): source.withBytes { rows($0, of: block.range, headerEnd: headerEnd, into: &units) }
        case .code: source.withBytes { lines($0, of: block.range, into: &units) }
        case .heading, .prose, .record:
            if let text = block.text {
                sentences(of: text, at: block.range, into: &units)
            } else {
                source.withBytes { sentences($0, of: block.range, into: &units) }
            }
        }
        guard first < units.count else { return }
        units[first].opensBlock = true
        guard block.kind == .prose else { return }
        let last = units[units.count - 1]
        units[units.count - 1].leadsIn =
            last.text.map { SourceText($0).withBytes { $0.endsWithColon(0..<$0.count) } }
            ?? source.withBytes { $0.endsWithColon(last.range) }
    }

    /// Appends the units of a text that is not in the source word for word; each gets the whole range.
    private func sentences(of text: String, at range: Range<Int>, into units: inout [ChunkUnit]) {
        let tokens = TokenEstimator.count(text)
        if tokens <= budget { return units.append(ChunkUnit(range: range, text: text, tokens: tokens)) }
        let own = SourceText(text)
        var ownUnits: [ChunkUnit] = []
        own.withBytes { bytes in
            BlockCutter(source: own, budget: budget).sentences(bytes, of: 0..<bytes.count, into: &ownUnits)
        }
        units += ownUnits.map { ChunkUnit(range: range, text: String(own[$0.range]), tokens: $0.tokens) }
    }

    private func sentences(_ bytes: UnsafeBufferPointer<UInt8>, of range: Range<Int>, into units: inout [ChunkUnit]) {
        let lineEnds = LineEnds(ofProseAt: range, in: bytes)
        for sentence in SentenceSplitter(bytes, range: range) {
            let tokens = bytes.tokens(in: sentence)
            if tokens <= budget {
                units.append(ChunkUnit(range: sentence, tokens: tokens, lineEnds: lineEnds, isSentence: true))
            } else {
                for piece in pieces(bytes, of: sentence, room: budget) {
                    let tokens = cost(bytes, of: piece, in: sentence, room: budget)
                    units.append(ChunkUnit(range: piece, tokens: tokens, lineEnds: lineEnds))
                }
            }
        }
    }

    private func lines(_ bytes: UnsafeBufferPointer<UInt8>, of range: Range<Int>, into units: inout [ChunkUnit]) {
        let tokens = bytes.tokens(in: range)
        if tokens <= budget { return units.append(ChunkUnit(range: range, tokens: tokens, isCode: true)) }
        for line in bytes.lines(in: range) {
            for piece in pieces(bytes, of: line, room: budget) {
                let tokens = cost(bytes, of: piece, in: line, room: budget)
                units.append(ChunkUnit(range: piece, tokens: tokens, isCode: true))
            }
        }
    }

    /// Appends the rows, each with the header to repeat if a chunk begins with it. The first row includes the header
    /// itself, so that no chunk ends with a header alone. A header over half the budget is not repeated but treated as
    /// a row.
    private func rows(
        _ bytes: UnsafeBufferPointer<UInt8>,
        of range: Range<Int>,
        headerEnd: Int,
        into units: inout [ChunkUnit]
    ) {
        let headerEnd = min(max(headerEnd, range.lowerBound), range.upperBound)
        let header = bytes.trimming(range.lowerBound..<headerEnd)
        let headerTokens = bytes.tokens(in: header)
        let isRepeated = !header.isEmpty && headerTokens * 2 <= budget
        let room = isRepeated ? budget - headerTokens : budget
        let rows = bytes.lines(in: (isRepeated ? headerEnd : range.lowerBound)..<range.upperBound)
        if isRepeated, rows.isEmpty { return units.append(ChunkUnit(range: header, tokens: headerTokens)) }
        let first = units.count
        let shown = isRepeated ? source[header] + "\n" : ""
        for row in rows {
            for part in parts(bytes, of: row, room: room) {
                var unit = ChunkUnit(range: part, tokens: cost(bytes, of: part, in: row, room: room))
                if isRepeated, units.count == first {
                    unit.range = range.lowerBound..<part.upperBound
                    unit.tokens += headerTokens
                } else if isRepeated {
                    unit.header = shown
                    unit.headerTokens = headerTokens
                }
                units.append(unit)
            }
        }
    }

    /// Returns the row, or if it exceeds `room`, its cells, as many together as fit.
    private func parts(_ bytes: UnsafeBufferPointer<UInt8>, of row: Range<Int>, room: Int) -> [Range<Int>] {
        if bytes.tokens(in: row) <= room { return [row] }
        let atoms = bytes.cells(in: row).flatMap { cell in
            bytes.tokens(in: cell) <= room
                ? [cell] : SentenceSplitter(bytes, range: cell).flatMap { pieces(bytes, of: $0, room: room) }
        }
        var parts: [Range<Int>] = []
        var tokens = 0
        for atom in atoms {
            let more = cost(bytes, of: atom, in: row, room: room)
            if let last = parts.last, tokens + more <= room {
                parts[parts.count - 1] = last.lowerBound..<atom.upperBound
                tokens += more
            } else {
                parts.append(atom)
                tokens = more
            }
        }
        return parts
    }

    /// Returns the estimated tokens of a part of `whole`. A part that may continue inside a word counts one more, up to
    /// `room`, because a word can cost one token more in one piece than in two.
    private func cost(
        _ bytes: UnsafeBufferPointer<UInt8>,
        of part: Range<Int>,
        in whole: Range<Int>,
        room: Int
    ) -> Int {
        let tokens = bytes.tokens(in: part)
        return part.lowerBound == whole.lowerBound ? tokens : min(tokens + 1, room)
    }

    private func pieces(_ bytes: UnsafeBufferPointer<UInt8>, of range: Range<Int>, room: Int) -> [Range<Int>] {
        if bytes.tokens(in: range) <= room { return [range] }
        return LongTextSplitter.ranges(of: source[range], budget: room).map {
            range.lowerBound + $0.lowerBound..<range.lowerBound + $0.upperBound
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Returns the estimated tokens of the text in `range`.
    fileprivate func tokens(in range: Range<Int>) -> Int {
        TokenEstimator.count(utf8: UnsafeBufferPointer(rebasing: self[range]))
    }

    /// Returns the lines that are not blank, each with its line end and the blank lines after it.
    fileprivate func lines(in range: Range<Int>) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = range.lowerBound
        while start < range.upperBound {
            var end = start
            while end < range.upperBound, !self[end].isLineEnd { end += 1 }
            while end < range.upperBound, self[end].isLineEnd { end += 1 }
            if skippingBlanks(from: start, to: end) < end { lines.append(start..<end) }
            start = end
        }
        return lines
    }

    /// Returns the cells of a row, each with the border after it: a `|` without a backslash before it, or a tab.
    fileprivate func cells(in row: Range<Int>) -> [Range<Int>] {
        var cells: [Range<Int>] = []
        var start = row.lowerBound
        for offset in row {
            let isBorder =
                self[offset] == .tab || self[offset] == .pipe && (offset == start || self[offset - 1] != .backslash)
            guard isBorder, skippingBlanks(from: start, to: offset) < offset else { continue }
            cells.append(start..<offset + 1)
            start = offset + 1
        }
        if start < row.upperBound { cells.append(start..<row.upperBound) }
        return cells
    }

    /// Returns whether the last character of `range`, not counting blanks, is a colon.
    fileprivate func endsWithColon(_ range: Range<Int>) -> Bool {
        let end = scalar(before: trimming(range).upperBound)
        return end == ":" || end == "："
    }
}

extension UInt8 {
    fileprivate static let pipe: UInt8 = 0x7C
    fileprivate static let backslash: UInt8 = 0x5C
}
