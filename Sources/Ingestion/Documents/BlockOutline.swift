extension [Block] {
    /// Level of a bold line in the size of the text: below the headings that styles mark.
    private static var boldLevel: Int { 8 }

    /// Returns the blocks with headings in place of the paragraphs that are headings by their numbers, such as `一、`
    /// and `1.1`, or because they are bold. Office documents often have such lines instead of styles.
    ///
    /// `bold` contains the indices of the paragraphs that are bold from end to end and no sentence, `items` those of the
    /// items of lists, which are not headings.
    func withOutline(in source: SourceText, bold: Set<Int> = [], items: Set<Int>) -> [Block] {
        let lines = enumerated().map { index, block -> OutlineHeadings.Line in
            guard block.kind == .prose, !items.contains(index) else { return block.isHeading ? .boundary : .text }
            let text = source[block.range]
            return text.contains(where: \.isNewline) ? .text : OutlineHeadings.line(text)
        }
        let levels = OutlineHeadings.levels(of: lines)
        var above = 0
        return enumerated().map { index, block in
            if case .heading(let level, _) = block.kind { above = level }
            let numbered = levels[index].map { Swift.min(above + $0, 9) }
            guard let level = numbered ?? (bold.contains(index) ? Self.boldLevel : nil) else { return block }
            return Block(.heading(level: level, title: String(source[block.range])), range: block.range)
        }
    }
}
