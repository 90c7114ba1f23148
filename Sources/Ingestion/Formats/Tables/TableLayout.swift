import Lexicon

/// The place of a table's header and the use of its columns.
struct TableLayout: Sendable, Hashable {
    /// The header; nil for a table without one.
    private(set) var header: TableRecord?
    /// Index of the first row below the header. Rows above the header are titles and remarks.
    private(set) var firstRow = 0
    /// Question and answer columns; nil for another kind of table.
    private(set) var columns: QuestionAnswerColumns?

    init(of records: [TableRecord], chosen: TableColumns? = nil) {
        if let chosen, find(in: records, { QuestionAnswerColumns(header: $0, chosen: chosen) }) { return }
        if find(in: records, QuestionAnswerColumns.init(header:)) { return }
        if records.allSatisfy({ $0.filledCount <= 2 }), Self.asks(records) {
            columns = .withoutHeader
            if let first = records.first, !Self.endsAsQuestion(first), first.looksLikeHeader { open(first, at: 0) }
            return
        }
        // A title has one cell and comes before the header.
        let width = records.prefix(50).map(\.filledCount).max() ?? 0
        guard records.count > 1, width > 0, let start = records.firstIndex(where: { $0.filledCount * 2 > width })
        else { return }
        if records[start].looksLikeHeader, start < records.count - 1 { open(records[start], at: start) }
    }

    /// Searches the header among the first rows; rows above it must have fewer cells.
    private mutating func find(
        in records: [TableRecord],
        _ columns: ([String]) -> QuestionAnswerColumns?
    ) -> Bool {
        for (index, record) in records.prefix(Self.mostTitles).enumerated() {
            guard let found = columns(record.cells) else { continue }
            guard records[..<index].allSatisfy({ $0.filledCount < record.filledCount }) else { return false }
            self.columns = found
            if found.isNamed || record.looksLikeHeader && record.cells[found.answer].count <= 10 {
                open(record, at: index)
            }
            return true
        }
        return false
    }

    private mutating func open(_ header: TableRecord, at index: Int) {
        self.header = header
        firstRow = index + 1
    }

    /// Number of rows that are searched for a header.
    private static let mostTitles = 10

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
