import RAGCore

/// What a chunk is packed from and never cut through: a sentence, a table row, a line of code.
struct ChunkUnit: Sendable, Hashable {
    /// UTF-8 bytes in the source text.
    var range: Range<Int>
    /// What is shown, where that is not the source text at `range`.
    var text: String?
    /// Estimated.
    let tokens: Int
    /// Repeated where a chunk begins with this unit: the header of its table.
    var header: String?
    var headerTokens = 0
    /// Whether a block begins here, which makes it a good place for a chunk to begin.
    var opensBlock = false
    /// Whether it ends with a colon and so belongs to what follows.
    var leadsIn = false
    /// Whether blanks at its start are indentation, which stays.
    var isCode = false
    /// Whether it is a whole sentence, which the next chunk may repeat.
    var isSentence = false
}

extension ChunkUnit {
    /// The units of a block that is neither heading nor record. `budget` is in estimated tokens.
    static func units(of block: Block, in source: SourceText, budget: Int) -> [ChunkUnit] {
        var units: [ChunkUnit] =
            switch block.kind {
            case .table(let headerEnd): rows(of: block.range, headerEnd: headerEnd, in: source, budget: budget)
            case .code: lines(of: block.range, in: source, budget: budget)
            case .heading, .prose, .record:
                block.text.map { Self.units(of: $0, at: block.range, budget: budget) }
                    ?? sentences(of: block.range, in: source, budget: budget)
            }
        guard let last = units.last else { return [] }
        units[0].opensBlock = true
        if block.kind == .prose {
            let end = (last.text?[...] ?? source[last.range]).last { !$0.isWhitespace }
            units[units.count - 1].leadsIn = end == ":" || end == "："
        }
        return units
    }

    /// Units of a text that does not stand in the source word for word: each has the whole range.
    static func units(of text: String, at range: Range<Int>, budget: Int) -> [ChunkUnit] {
        let own = SourceText(text)
        return sentences(of: 0..<own.count, in: own, budget: budget).map {
            ChunkUnit(range: range, text: String(own[$0.range]), tokens: $0.tokens)
        }
    }

    private static func sentences(of range: Range<Int>, in source: SourceText, budget: Int) -> [ChunkUnit] {
        let sentences = source.withBytes { SentenceSplitter.sentences(in: $0, range: range) }
        return sentences.flatMap { sentence in
            let tokens = TokenEstimator.count(source[sentence])
            if tokens <= budget { return [ChunkUnit(range: sentence, tokens: tokens, isSentence: true)] }
            return pieces(of: sentence, in: source, budget: budget)
        }
    }

    private static func rows(
        of range: Range<Int>,
        headerEnd: Int,
        in source: SourceText,
        budget: Int
    ) -> [ChunkUnit] {
        let headerEnd = min(max(headerEnd, range.lowerBound), range.upperBound)
        let header = String(source[range.lowerBound..<headerEnd][...].trimmingBlanks())
        let headerTokens = TokenEstimator.count(header)
        var units: [ChunkUnit] = []
        for row in lineRanges(of: headerEnd..<range.upperBound, in: source) {
            // The first row takes the header along, so that no chunk ends with a header alone.
            let range = units.isEmpty ? range.lowerBound..<row.upperBound : row
            let tokens = TokenEstimator.count(source[range])
            if tokens > budget * Chunker.rowAllowance {
                units += pieces(of: range, in: source, budget: budget)
            } else {
                var unit = ChunkUnit(range: range, tokens: tokens)
                if !units.isEmpty, !header.isEmpty, headerTokens * 2 <= budget {
                    unit.header = header
                    unit.headerTokens = headerTokens
                }
                units.append(unit)
            }
        }
        if units.isEmpty { units = pieces(of: range, in: source, budget: budget) }
        return units
    }

    private static func lines(of range: Range<Int>, in source: SourceText, budget: Int) -> [ChunkUnit] {
        let tokens = TokenEstimator.count(source[range])
        if tokens <= budget { return [ChunkUnit(range: range, tokens: tokens, isCode: true)] }
        return lineRanges(of: range, in: source).flatMap { line in
            let tokens = TokenEstimator.count(source[line])
            if tokens <= budget * Chunker.rowAllowance { return [ChunkUnit(range: line, tokens: tokens, isCode: true)] }
            return pieces(of: line, in: source, budget: budget)
        }
    }

    /// Pieces of what has no better place to be cut.
    private static func pieces(of range: Range<Int>, in source: SourceText, budget: Int) -> [ChunkUnit] {
        let text = source[range]
        return LongTextSplitter.ranges(of: text, budget: budget).map { piece in
            let range = range.lowerBound + piece.lowerBound..<range.lowerBound + piece.upperBound
            return ChunkUnit(range: range, tokens: TokenEstimator.count(source[range]))
        }
    }

    /// The lines that are not blank, with their line ends.
    private static func lineRanges(of range: Range<Int>, in source: SourceText) -> [Range<Int>] {
        source.withBytes { bytes in
            var lines: [Range<Int>] = []
            var start = range.lowerBound
            while start < range.upperBound {
                var end = start
                while end < range.upperBound, !bytes[end].isLineEnd { end += 1 }
                while end < range.upperBound, bytes[end].isLineEnd { end += 1 }
                if bytes.skippingBlanks(from: start, to: end) < end { lines.append(start..<end) }
                start = end
            }
            return lines
        }
    }
}
