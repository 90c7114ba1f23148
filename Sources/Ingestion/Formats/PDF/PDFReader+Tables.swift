import Foundation

extension PDFReader {
    /// Most pages of a form that are drawn.
    private static let mostFormPages = 100

    /// Rebuilds the tables of the pages, and the fields of a form.
    func withTables(_ pages: [PDFPage], _ bytes: Data) -> [PDFPage] {
        var pages = pages
        let isForm = bytes.range(of: Data("/AcroForm".utf8)) != nil
        let suspected = pages.indices.reduce(into: [Int]()) { suspected, number in
            // A table may end with a single row on the next page.
            let mayHaveTable = pages[number].mayHaveTable(fewest: suspected.last == number - 1 ? 1 : 2)
            if mayHaveTable || isForm && number < Self.mostFormPages { suspected.append(number) }
        }
        var last: (page: Int, table: PDFTable, isTail: Bool)?
        for range in Self.ranges(of: suspected) {
            let drawings = PDFDrawing.read(
                bytes,
                pages: range.lowerBound + 1...range.upperBound + 1,
                tool: tools.pdftocairo
            )
            for (number, drawing) in zip(range, drawings) {
                if isForm { pages[number].fillForm(drawing) }
                let before = last.flatMap { $0.page == number - 1 ? $0 : nil }
                let tail = pages[number].rebuildTables(drawing, previous: before.map { ($0.table, $0.isTail) })
                // The first rows of a table show that they are some when it goes on.
                if let before, before.isTail, let table = pages[number].blocks.first?.table,
                    table.hasEdges(of: before.table)
                {
                    pages[number - 1].place(before.table)
                }
                last = pages[number].blocks.last?.table.map { (number, $0, false) } ?? tail.map { (number, $0, true) }
            }
        }
        return pages
    }

    /// Returns the numbers as ranges of at most 16 that follow each other.
    private static func ranges(of numbers: [Int]) -> [ClosedRange<Int>] {
        numbers.reduce(into: []) { ranges, number in
            if let last = ranges.last, last.upperBound == number - 1, last.count < 16 {
                ranges[ranges.count - 1] = last.lowerBound...number
            } else {
                ranges.append(number...number)
            }
        }
    }
}
