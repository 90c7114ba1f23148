/// The rows of a table of questions that give no passage, for its notes.
struct TableLeftovers: Sendable {
    private let rowName: String
    private var unanswered: [TableRecord] = []
    private var withdrawn: [(record: TableRecord, column: String)] = []
    private var columns: [String] = []
    private var undated: [TableRecord] = []

    /// `rowName` is the unit of the rows: `row` or `line`.
    init(rowName: String) { self.rowName = rowName }

    /// Returns the blocks of a record; none if it has no answer or says that it is not published.
    mutating func pairs(of record: TableRecord, _ columns: QuestionAnswerColumns, under titles: [String] = [])
        -> [Block]
    {
        if let column = columns.scope.withdrawal(of: record) {
            withdrawn.append((record, column))
            return []
        }
        for name in columns.scope.leftOutNames(in: record) where !self.columns.contains(name) {
            self.columns.append(name)
        }
        let pairs = TableBlocks.pairs(of: record, columns, under: titles)
        if pairs.isEmpty {
            unanswered.append(record)
        } else if columns.scope.hasUnreadDay(record) {
            undated.append(record)
        }
        return pairs
    }

    /// Notes as in `ReadDocument.notes`.
    var notes: [String] {
        var notes: [String] = []
        func add(_ count: Int, _ reason: String, first: TableRecord?) {
            guard let first else { return }
            let rows = count == 1 ? "1 row" : "\(count) rows"
            notes.append("\(rows) \(reason) \(count == 1 ? "was" : "were") left out (first: \(rowName) \(first.row))")
        }
        add(unanswered.count, "without an answer", first: unanswered.first)
        let column = withdrawn.first?.column ?? ""
        add(withdrawn.count, "not published according to the column \(column)", first: withdrawn.first?.record)
        if let first = undated.first {
            notes.append(
                "the day on which \(undated.count == 1 ? "1 row begins or ends" : "\(undated.count) rows begin or end") to be valid was not understood (first: \(rowName) \(first.row)); write it as 2026-11-30"
            )
        }
        if !columns.isEmpty {
            let names = columns.joined(separator: ", ")
            notes.append(
                columns.count == 1
                    ? "the column \(names) is for the staff and was left out"
                    : "the columns \(names) are for the staff and were left out"
            )
        }
        return notes
    }
}
