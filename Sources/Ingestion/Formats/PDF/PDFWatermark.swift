/// Words across a page that are not part of its text, such as `CONFIDENTIAL` or 内部资料. poppler reports the
/// letters of slanted words one by one, as lines of their own.
enum PDFWatermark {
    /// Fewest letters or pairs of letters that make a slanted word.
    private static let fewestPieces = 4
    /// Height of watermarks that are not slanted, relative to the text, and the pages that must have them.
    private static let smallestHeight = 1.5
    private static let fewestPages = 3
    /// Most lines of a page that are compared.
    private static let mostLines = 1_000

    /// Removes watermarks from the pages. Returns their texts, each once.
    static func remove(from pages: inout [PDFPage]) -> [String] {
        let body = PDFFurniture.bodyHeight(of: pages)
        var texts: [String] = []
        for number in pages.indices where pages[number].lines.count <= mostLines {
            for word in slantedWords(in: pages[number].lines, body: body) {
                let places = Set(word.map(Place.init))
                pages[number].removeLines { places.contains(Place($0)) }
                texts.append(word.map(\.text).joined())
            }
        }
        texts += removeRepeated(from: &pages, body: body)
        return texts.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private struct Place: Hashable {
        let text: String
        let x: Int
        let y: Int

        init(_ line: PDFLine) {
            text = line.text
            x = Int(line.xMin.rounded())
            y = Int(line.yMin.rounded())
        }
    }

    /// Returns words of which each piece is to the right of the last one, and higher or lower by a similar step.
    private static func slantedWords(in lines: [PDFLine], body: Double) -> [[PDFLine]] {
        let pieces = lines.filter { line in
            let isShort = line.words.count == 1 && line.text.count <= 3 && line.text.contains(where: \.isLetter)
            return isShort && (line.yMax - line.yMin > body * 1.3 || line.text.count == 1)
        }.sorted { $0.xMin < $1.xMin }
        var words: [[PDFLine]] = []
        for isRising in [true, false] {
            var word: [PDFLine] = []
            for piece in pieces
            where !words.joined().contains(where: { $0.xMin == piece.xMin && $0.yMin == piece.yMin }) {
                guard let last = word.last else {
                    word = [piece]
                    continue
                }
                let step = isRising ? last.yMiddle - piece.yMiddle : piece.yMiddle - last.yMiddle
                let height = max(last.yMax - last.yMin, piece.yMax - piece.yMin)
                let isNext =
                    step > height * 0.15 && step < height * 4 && piece.xMin - last.xMin < height * 4
                    && piece.xMin > last.xMin
                if isNext { word.append(piece) } else if word.count < fewestPieces { word = [piece] }
            }
            if word.count >= fewestPieces { words.append(word) }
        }
        return words
    }

    /// Removes large words that stand at the same place on many pages.
    private static func removeRepeated(from pages: inout [PDFPage], body: Double) -> [String] {
        var counts: [Place: Int] = [:]
        for page in pages {
            for line in page.lines where line.height > body * smallestHeight && isInside(line, page) {
                counts[Place(line), default: 0] += 1
            }
        }
        let repeated = counts.filter { $0.value >= max(fewestPages, pages.count * 2 / 5) }
        guard !repeated.isEmpty else { return [] }
        for number in pages.indices { pages[number].removeLines { repeated[Place($0)] != nil } }
        return repeated.keys.map(\.text).sorted()
    }

    private static func isInside(_ line: PDFLine, _ page: PDFPage) -> Bool {
        line.yMin > page.height * 0.15 && line.yMax < page.height * 0.85
    }
}
