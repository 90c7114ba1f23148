import Lexicon

/// The place of a table's header and the use of its columns.
struct TableLayout: Sendable, Hashable {
    /// The header, with one name a column even if it has several rows; nil for a table without one.
    private(set) var header: TableRecord?
    /// Index of the first row of the header, or of the table if it has none. Rows above it are titles and remarks.
    private(set) var headerRow = 0
    /// Index of the first row below the header.
    private(set) var firstRow = 0
    /// Question and answer columns; nil for another kind of table.
    private(set) var columns: QuestionAnswerColumns?

    init(of records: [TableRecord], chosen: TableColumns? = nil) {
        if let chosen, find(in: records, { QuestionAnswerColumns(header: $0, chosen: chosen) }) { return }
        if find(in: records, QuestionAnswerColumns.init(header:)) { return }
        if records.allSatisfy({ $0.filledCount <= 2 }), Self.asks(records) {
            columns = .withoutHeader
            if let first = records.first, !Self.endsAsQuestion(first), first.looksLikeHeader { open(records, at: 0) }
            return
        }
        guard let start = Self.headerIndex(of: records) else { return }
        if records[start].looksLikeHeader, start < records.count - 1 { open(records, at: start) }
    }

    /// Returns the index of the first row that is wide enough for a header; a title has one cell and comes before it.
    static func headerIndex(of records: [TableRecord]) -> Int? {
        let width = records.prefix(50).map(\.filledCount).max() ?? 0
        guard records.count > 1, width > 0 else { return nil }
        return records.firstIndex { $0.filledCount * 2 > width }
    }

    /// Searches the header among the first rows; rows above it must have fewer cells, or name groups of its columns.
    private mutating func find(
        in records: [TableRecord],
        _ columns: ([String]) -> QuestionAnswerColumns?
    ) -> Bool {
        for (index, record) in records.prefix(Self.mostTitles).enumerated() {
            guard let found = columns(record.cells) else { continue }
            guard records[..<index].allSatisfy({ $0.filledCount < record.filledCount || $0.isDivided }) else {
                return false
            }
            self.columns = found
            if found.isNamed || record.looksLikeHeader && record.cells[found.answer].count <= 10 {
                open(records, at: index)
            }
            return true
        }
        return false
    }

    /// Number of rows that are searched for a header.
    private static let mostTitles = 10
    /// Most rows of a header.
    private static let mostHeaderRows = 4

    /// Makes the header of the row at `index` and those below into which its cells reach or are divided.
    private mutating func open(_ records: [TableRecord], at index: Int) {
        let most = min(Self.mostHeaderRows, records.count - 1 - index)
        var rows = [records[index].cells]
        if most > 1 {
            let height = Self.height(of: records[index..<(index + most)])
            if height > 1 {
                rows = records[index..<index + height].map(\.cells)
            } else if let filled = Self.filled(records, at: index) {
                rows = [filled, records[index + 1].cells]
            }
        }
        headerRow = index
        firstRow = index + rows.count
        let width = rows.map(\.count).max() ?? 0
        let names = (0..<width).map { column in
            var parts: [String] = []
            for row in rows where column < row.count {
                if !row[column].isEmpty, parts.last != row[column] { parts.append(row[column]) }
            }
            return parts.joined(separator: " ")
        }
        let range = records[index].range.lowerBound..<records[firstRow - 1].range.upperBound
        header = TableRecord(cells: names, range: range, row: records[index].row)
    }

    /// Returns the number of header rows at the beginning of `rows`, as merged cells tell.
    private static func height(of rows: ArraySlice<TableRecord>) -> Int {
        guard let first = rows.first else { return 1 }
        var height = 1
        for (offset, row) in rows.enumerated() where offset < height {
            height = max(height, min(offset + row.reach, rows.count))
            guard row.isDivided, offset + 1 < rows.count else { continue }
            // The row below has names too, unless it begins a record of its own.
            let below = rows[rows.startIndex + offset + 1]
            let begins = below.cell(0).map { $0 != first.cell(0) } ?? false
            if below.looksLikeHeader, !begins || first.cell(0) == nil || first.cell(0) == first.cell(1) {
                height = max(height, offset + 2)
            }
        }
        return height
    }

    /// Returns the header row with each text repeated over the empty cells to its right, if the row below names the
    /// columns of such groups; nil otherwise.
    private static func filled(_ records: [TableRecord], at index: Int) -> [String]? {
        let groups = records[index]
        let names = records[index + 1]
        let width = max(groups.cells.count, names.cells.count)
        guard groups.filledCount > 1, groups.filledCount < width, names.looksLikeHeader,
            names.cells.allSatisfy({ !$0.contains(where: \.isNumber) }), index + 2 < records.count
        else { return nil }
        var filled: [String] = []
        var hasOwnColumn = false
        for column in 0..<width {
            let group = groups.cell(column)
            let name = names.cell(column)
            guard group != nil || name != nil else { return nil }
            if group != nil, name == nil { hasOwnColumn = true }
            guard let text = group ?? filled.last, !text.isEmpty else { return nil }
            filled.append(text)
        }
        let repeats = Set(names.cells.filter { !$0.isEmpty }).count < names.filledCount
        return hasOwnColumn || repeats ? filled : nil
    }

    /// Returns whether most of the first cells are questions.
    private static func asks(_ records: [TableRecord]) -> Bool {
        let sample = records.prefix(50).filter { $0.filledCount == 2 }
        return !sample.isEmpty && sample.count(where: endsAsQuestion) * 2 > sample.count
    }

    private static func endsAsQuestion(_ record: TableRecord) -> Bool {
        record.cell(0)?.last.map { "?？".contains($0) } ?? false
    }
}

extension TableRecord {
    /// Whether its cells are names of columns.
    var looksLikeHeader: Bool { cells.looksLikeHeader }
}

extension [String] {
    /// Whether the texts are names of columns: short, and no sentence, number, date or address. A year counts as a
    /// name.
    var looksLikeHeader: Bool {
        allSatisfy { cell in
            guard let last = cell.last else { return true }
            if cell.utf8.count > 200 || last.isStop && last != "." || cell.contains("@") || cell.contains("://") {
                return false
            }
            let isYear = cell.count == 4 && cell.allSatisfy(\.isNumber)
            return isYear || cell.contains(where: \.isLetter) || !cell.contains(where: \.isNumber)
        }
    }
}
