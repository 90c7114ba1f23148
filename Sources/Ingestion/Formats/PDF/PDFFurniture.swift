/// The parts around the text of a book: running headers and footers, page numbers, the table of contents.
enum PDFFurniture {
    /// Returns the pages without these parts.
    static func removed(from pages: [PDFPage]) -> [PDFPage] {
        var pages = pages
        removeRunningLines(from: &pages)
        removePageNumbers(from: &pages)
        removeContents(from: &pages)
        for page in pages.indices { pages[page].blocks.removeAll { $0.lines.isEmpty } }
        return pages
    }

    // MARK: Heads and feet

    /// Share of the page's height at the top and at the bottom that may contain them.
    private static let margin = 0.12
    /// Number of pages that must have the same line at the same height; for long documents, this share of the pages.
    private static let fewestPages = 3
    private static let share = 0.4

    /// The height on the page and the letter height of a line, to two points.
    private struct Slot: Hashable {
        let y: Int
        let height: Int

        init(_ line: PDFLine) {
            y = Int((line.yMin / 2).rounded())
            height = Int(line.height.rounded())
        }
    }

    /// Removes headers and footers. A slot contains them if, on enough pages, its line is the same as on at least two
    /// others. Then all its lines are removed, because names of chapters change.
    private static func removeRunningLines(from pages: inout [PDFPage]) {
        let body = bodyHeight(of: pages)
        var pagesBySlot: [Slot: [String: Set<Int>]] = [:]
        for (number, page) in pages.enumerated() {
            for line in page.lines where isInMargin(line, of: page) {
                let key = countsPages(line, number: number + 1, body: body, of: page) ? shape(line.text) : line.text
                pagesBySlot[Slot(line), default: [:]][key, default: []].insert(number)
            }
        }
        let written = pages.count { !$0.blocks.isEmpty }
        let slots = pagesBySlot.filter { slot in
            let repeated = slot.value.values.filter { $0.count >= fewestPages }.reduce(into: Set<Int>()) {
                $0.formUnion($1)
            }
            return Double(repeated.count) >= Double(written) * share && repeated.count >= fewestPages
        }
        remove(from: &pages) { line, page, _ in isInMargin(line, of: page) && slots[Slot(line)] != nil }
    }

    /// Returns whether the numbers in a line may be those of pages, so that lines that differ in them are the same. The
    /// titles `Step 1` and `Step 2` on two pages are not.
    private static func countsPages(_ line: PDFLine, number: Int, body: Double, of page: PDFPage) -> Bool {
        if line.yMin > page.height / 2 { return true }
        guard line.height < body * 1.14 else { return false }
        let words = line.text.lowercased().split { !$0.isLetter }
        if words.isEmpty || words.contains(where: { ["page", "页", "頁", "页共"].contains($0) }) { return true }
        // `Handbook    12`, `Handbook | 12`, `12 — Handbook`
        guard let last = line.words.last, let first = line.words.first, line.words.count > 1 else { return false }
        let ends = [(last, line.words[line.words.count - 2]), (first, line.words[1])]
        return ends.contains { end, next in
            guard end.text.allSatisfy(\.isWholeNumber) else { return false }
            let gap = max(end.xMin - next.xMax, next.xMin - end.xMax)
            return gap > end.height || next.text.allSatisfy { !$0.isLetter && !$0.isWholeNumber }
        }
    }

    /// Returns the height of most letters.
    static func bodyHeight(of pages: [PDFPage]) -> Double {
        var counts: [Int: Int] = [:]
        for line in pages.lazy.flatMap(\.lines) { counts[Int(line.height * 10), default: 0] += line.text.utf8.count }
        return Double(counts.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 0) / 10
    }

    private static let pageWords: Set<Substring> = ["page", "of", "第", "页", "頁", "共", "第页", "页共"]

    /// Removes page numbers that stand alone at the edge of a page, even if the document has only one page.
    private static func removePageNumbers(from pages: inout [PDFPage]) {
        remove(from: &pages) { line, page, number in
            guard isInMargin(line, of: page), line.text.utf8.count <= 40 else { return false }
            let numbers = line.text.split { !$0.isWholeNumber }.compactMap { Int($0) }
            guard let first = numbers.first, abs(first - number) <= 1 else { return false }
            let words = line.text.lowercased().split { !$0.isLetter }
            return words.allSatisfy(pageWords.contains)
        }
    }

    private static func isInMargin(_ line: PDFLine, of page: PDFPage) -> Bool {
        line.yMax < page.height * margin || line.yMin > page.height * (1 - margin)
    }

    /// Returns the text with `#` for numbers, including Roman numbers that stand alone.
    private static func shape(_ text: String) -> String {
        if !text.isEmpty, text.utf8.count <= 8, text.allSatisfy({ "ivxlcIVXLC".contains($0) }) { return "#" }
        return text.reduce(into: "") { shape, character in
            if !character.isWholeNumber { shape.append(character) } else if shape.last != "#" { shape.append("#") }
        }
    }

    // MARK: Contents

    private static let fewestEntries = 5

    /// Removes tables of contents: pages on which many lines have dot leaders to page numbers that do not decrease.
    /// Text above the first entry and below the last stays; a table over several pages is removed as a whole.
    private static func removeContents(from pages: inout [PDFPage]) {
        let isContents = pages.map(isContents)
        for number in pages.indices where isContents[number] {
            let entries = pages[number].lines.filter(\.hasLeader)
            let continues = number > 0 && isContents[number - 1]
            let goesOn = number + 1 < pages.count && isContents[number + 1]
            let top = continues ? -Double.infinity : (entries.map(\.yMin).min() ?? 0)
            let bottom = goesOn ? Double.infinity : (entries.map(\.yMax).max() ?? 0)
            for block in pages[number].blocks.indices {
                pages[number].blocks[block].lines.removeAll { $0.yMax > top && $0.yMin < bottom }
            }
        }
    }

    private static func isContents(_ page: PDFPage) -> Bool {
        let lines = page.lines.filter { !$0.text.allSatisfy { $0.isWholeNumber || "ivxlc".contains($0) } }
        let entries = lines.filter(\.hasLeader)
        guard entries.count >= fewestEntries, entries.count * 5 >= lines.count * 2 else { return false }
        let targets = page.lines.filter { $0.hasLeader || Int($0.text) != nil }.sorted { $0.yMin < $1.yMin }.map {
            line in
            line.text.split(whereSeparator: \.isWhitespace).last.map(String.init) ?? ""
        }.filter { $0 != "…" }
        let numbers = targets.compactMap { Int($0) }
        let falls = zip(numbers, numbers.dropFirst()).count { $0 > $1 }
        // A menu also has dots with prices after them.
        return falls * 10 <= numbers.count && numbers.count * 2 >= targets.count
    }

    private static func remove(from pages: inout [PDFPage], _ isFurniture: (PDFLine, PDFPage, Int) -> Bool) {
        for number in pages.indices {
            let page = pages[number]
            for block in page.blocks.indices {
                pages[number].blocks[block].lines.removeAll { isFurniture($0, page, number + 1) }
            }
        }
    }
}
