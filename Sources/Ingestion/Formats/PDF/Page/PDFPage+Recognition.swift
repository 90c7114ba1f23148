extension PDFPage {
    /// Height of a line relative to its ink, as poppler reports it for text.
    private static let lineHeight = 1.4

    /// Creates a page from the words that were read from its picture; `scale` is the number of points in a pixel.
    init(_ blocks: [[[RecognizedText.Word]]], width: Double, height: Double, scale: Double) {
        // The boxes of tesseract enclose the ink, so `sea` is lower than `The`, and a large title is larger than both.
        let heights = blocks.joined().map { line in
            line.map { $0.y.upperBound - $0.y.lowerBound }.max() ?? 0
        }
        let usual = heights.sorted().dropFirst(heights.count / 2).first ?? 0
        let lines = blocks.map { block in
            block.compactMap { line -> PDFLine? in
                let ink = line.map { $0.y.upperBound - $0.y.lowerBound }.max() ?? 0
                let height = (ink > usual * 1.35 ? ink : usual) * Self.lineHeight
                let bottom = line.map(\.y.upperBound).max() ?? 0
                let top = line.map(\.y.lowerBound).min() ?? 0
                let middle = (top + bottom) / 2
                return PDFLine(
                    line.map { word in
                        PDFWord(
                            word.text,
                            x: word.x.lowerBound * scale...word.x.upperBound * scale,
                            y: (middle - height / 2) * scale...(middle + height / 2) * scale
                        )
                    }
                )
            }
        }
        self.init(width: width * scale, height: height * scale, blocks: lines.map(Block.init(lines:)))
    }
}
