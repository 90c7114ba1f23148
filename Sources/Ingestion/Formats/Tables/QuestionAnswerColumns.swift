/// Which columns of one table hold questions, answers, categories and other ways to ask. Columns count from 0.
struct QuestionAnswerColumns: Sendable, Hashable {
    let question: Int
    let answer: Int
    /// Outermost first.
    private(set) var categories: [Int] = []
    private(set) var similarQuestions: [Int] = []
    /// Whether a header named them; else the row that was looked at may be one of the data.
    private(set) var isNamed = true

    /// A table of two columns without a header.
    static let withoutHeader = QuestionAnswerColumns(question: 0, answer: 1)

    private init(question: Int, answer: Int) {
        self.question = question
        self.answer = answer
    }

    /// By their usual names in Chinese and English; nil where `header` names no question or no answer. Of several columns that
    /// could be it, the best name wins, then the first.
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
    }

    /// As the customer chose them; nil where this table lacks the column of the questions or that of the answers.
    init?(header: [String], chosen: TableColumns) {
        func named(_ choice: String) -> Int? {
            let name = ColumnName(choice).readings.first
            return name == nil ? nil : header.firstIndex { ColumnName($0).readings.first == name }
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
    }

    /// Columns whose names are looked at.
    private static let mostColumns = 200
}
