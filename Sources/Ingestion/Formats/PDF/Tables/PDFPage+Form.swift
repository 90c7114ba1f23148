extension PDFPage {
    /// Puts the marks of check boxes before the words that they belong to, and joins the names of fields with their
    /// values.
    mutating func fillForm(_ drawing: PDFDrawing) {
        for box in PDFCheckBox.find(in: drawing, words: lines.flatMap(\.words)) { insert(box) }
        joinFields()
    }

    private mutating func insert(_ box: PDFCheckBox) {
        let middle = (box.y.lowerBound + box.y.upperBound) / 2
        var best: (block: Int, line: Int, distance: Double, isBehind: Bool)?
        for block in blocks.indices {
            for (index, line) in blocks[block].lines.enumerated() where line.yMin <= middle && middle <= line.yMax {
                // The words behind a box are its label, otherwise those before it.
                let behind = line.xMin - box.x.upperBound
                let before = box.x.lowerBound - line.xMax
                if behind > -2, behind < (best.map { $0.isBehind ? $0.distance : 60 } ?? 60) {
                    best = (block, index, behind, true)
                } else if before > -2, before < 120, best.map({ !$0.isBehind && before < $0.distance }) ?? true {
                    best = (block, index, before, false)
                } else if behind <= -2, before <= -2, let inner = line.inserting(box.word) {
                    blocks[block].lines[index] = inner
                    return
                }
            }
        }
        guard let best else { return }
        let line = blocks[best.block].lines[best.line]
        let words = best.isBehind ? [box.word] + line.words : line.words + [box.word]
        if let line = PDFLine(words) { blocks[best.block].lines[best.line] = line }
    }

    /// Joins the name of a field, which ends with a colon, with what stands beside it.
    private mutating func joinFields() {
        for block in blocks.indices {
            guard blocks[block].lines.count == 1, let name = blocks[block].lines.first,
                name.text.hasSuffix(":") || name.text.hasSuffix("：")
            else { continue }
            var words = name.words
            for other in blocks.indices where other != block && blocks[other].lines.count == 1 {
                guard let value = blocks[other].lines.first, value.isOnRow(of: name), value.xMin > name.xMax else {
                    continue
                }
                words += value.words
                blocks[other].lines = []
            }
            let ordered = name.words + words.dropFirst(name.words.count).sorted { $0.xMin < $1.xMin }
            guard var line = PDFLine(ordered) else { continue }
            line.isField = true
            blocks[block].lines = [line]
        }
        blocks.removeAll { $0.lines.isEmpty && $0.table == nil }
    }
}

extension PDFLine {
    /// Returns the line with a word between its words.
    fileprivate func inserting(_ word: PDFWord) -> PDFLine? {
        guard let index = words.firstIndex(where: { $0.xMin > word.xMin }) else { return nil }
        return PDFLine(
            words.filter { $0.xMin < word.xMin && !($0.xMax <= word.xMax && $0.xMin >= word.xMin) } + [word]
                + words[index...]
        )
    }
}
