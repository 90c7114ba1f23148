/// The columns of one table that contain questions, answers, categories and alternative questions, counted from 0.
struct QuestionAnswerColumns: Sendable, Hashable {
    let question: Int
    let answer: Int
    /// Category columns, outermost first.
    private(set) var categories: [Int] = []
    private(set) var similarQuestions: [Int] = []
    /// Columns that limit where and when an answer holds.
    private(set) var scope = ScopeColumns()
    /// Whether a header named them; otherwise the row that was examined may contain data.
    private(set) var isNamed = true

    /// The columns of a table with two columns and no header.
    static let withoutHeader = QuestionAnswerColumns(question: 0, answer: 1)

    private init(question: Int, answer: Int) {
        self.question = question
        self.answer = answer
    }

    /// Finds columns by their usual names in Chinese and English; nil if `header` names no question or no answer. Of
    /// several candidates, the best name is used, then the first.
    init?(header: [String]) {
        let names = header.prefix(Self.mostColumns).map(ColumnName.init)
        func columns(_ role: ColumnName.Role) -> [(rank: Int, column: Int)] {
            names.enumerated().compactMap { column, name in name.rank(as: role).map { ($0, column) } }
        }
        guard let question = columns(.question).min(by: <)?.column,
            let answer = columns(.answer).filter({ $0.column != question }).min(by: <)?.column
        else { return nil }
        self.init(question: question, answer: answer)
        similarQuestions = columns(.similarQuestions).map(\.column)
        categories = columns(.category).map(\.column)
        let taken = Set([question, answer] + similarQuestions)
        categories.removeAll(where: taken.contains)
        similarQuestions.removeAll { $0 == question || $0 == answer }
        scope = ScopeColumns(header: header, taken: taken.union(categories))
    }

    /// Finds the columns that the customer chose; nil if this table has no such question or answer column.
    init?(header: [String], chosen: TableColumns) {
        func named(_ choice: String) -> Int? {
            let name = ColumnName(choice).forms.first
            return name == nil ? nil : header.firstIndex { ColumnName($0).forms.first == name }
        }
        func column(_ choice: String) -> Int? {
            named(choice) ?? Int(choice).flatMap { header.indices.contains($0 - 1) ? $0 - 1 : nil }
        }
        guard let question = column(chosen.question), let answer = column(chosen.answer), question != answer else {
            return nil
        }
        self.init(question: question, answer: answer)
        isNamed = named(chosen.question) != nil || QuestionAnswerColumns(header: header) != nil
        if let category = chosen.category.flatMap(column) { categories = [category] }
        if let usual = QuestionAnswerColumns(header: header) {
            let taken = [question, answer] + categories
            similarQuestions = usual.similarQuestions.filter { !taken.contains($0) }
            if chosen.category == nil { categories = usual.categories.filter { !taken.contains($0) } }
        }
        guard isNamed else { return }
        // Whoever chooses an answer leaves out the others.
        let others = header.indices.filter { column in
            let name = ColumnName(header[column])
            return [.question, .answer, .similarQuestions].contains { name.rank(as: $0) != nil }
        }
        scope = ScopeColumns(header: header, taken: Set([question, answer] + categories + similarQuestions + others))
    }

    /// Leaves out the scope columns of `records` that only count the rows.
    func withoutCounters(in records: ArraySlice<TableRecord>) -> QuestionAnswerColumns {
        var columns = self
        columns.scope = scope.withoutCounters(in: records)
        return columns
    }

    /// Number of columns whose names are examined.
    private static let mostColumns = 200
}
