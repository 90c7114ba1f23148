import RAGCore

extension PlainTable {
    /// Returns the column of the questions, counted from 0: the one with this name, or with this number from 1.
    /// Without a choice it is found by name: the plain word (`question`, `问题`) is preferred, then a customer's
    /// question (`客户问题`), then any other. Throws `ReadingError`, which lists the columns, if there is none or
    /// more than one.
    package func questionColumn(named choice: String? = nil) throws(ReadingError) -> Int {
        if let choice { return try chosen(choice) }
        guard width > 1 else { return 0 }
        guard !header.isEmpty else {
            throw ReadingError("has no header: choose the question column by number, from 1 to \(width)")
        }
        let names = header.map(ColumnName.init)
        let asking = names.indices.filter { names[$0].asks }
        for candidates in [
            asking.filter { names[$0].isPlainQuestion }, asking.filter { names[$0].isCustomers }, asking,
        ] {
            if candidates.count == 1 { return candidates[0] }
            if candidates.count > 1 { throw ambiguous(candidates) }
        }
        throw ReadingError("has no column with a name for questions; choose one: \(list(header.indices))")
    }

    private func chosen(_ choice: String) throws(ReadingError) -> Int {
        let exact = header.indices.filter { header[$0] == choice }
        let name = ColumnName(choice).forms.first
        let same = name == nil ? [] : header.indices.filter { ColumnName(header[$0]).forms.first == name }
        for candidates in [exact, same] {
            if candidates.count == 1 { return candidates[0] }
            if candidates.count > 1 { throw ambiguous(candidates) }
        }
        if let number = Int(choice), (1...max(width, 1)).contains(number) { return number - 1 }
        let columns =
            header.isEmpty ? "its columns have no names, only numbers to \(width)" : "it has \(list(header.indices))"
        throw ReadingError("has no column \(choice): \(columns)")
    }

    private func ambiguous(_ columns: [Int]) -> ReadingError {
        ReadingError(
            "has \(columns.count) columns that may contain the questions; choose one by number: \(list(columns))"
        )
    }

    /// Returns a list such as `1 id, 2 问题`.
    private func list(_ columns: some Sequence<Int>) -> String {
        let names = columns.map { header[$0].isEmpty ? "\($0 + 1)" : "\($0 + 1) \(header[$0])" }
        return names.prefix(Self.mostListed).joined(separator: ", ") + (names.count > Self.mostListed ? ", ..." : "")
    }

    private static let mostListed = 30

    /// Number of columns of the widest row.
    private var width: Int { header.isEmpty ? rows.reduce(0) { max($0, $1.cells.count) } : header.count }
}

extension ColumnName {
    /// Whether it names questions, also before brackets: `客户问题（必填）`.
    var asks: Bool {
        rank(as: .question) != nil
            || forms.dropFirst().first.map { ColumnName($0).rank(as: .question) != nil } == true
    }

    /// Whether it is just the word for a question.
    var isPlainQuestion: Bool { !Self.plainQuestions.isDisjoint(with: forms.prefix(1)) }

    /// Whether it says that the words are a customer's.
    var isCustomers: Bool {
        forms.contains { form in Self.customers.contains { form.hasPrefix($0) } }
    }

    private static let plainQuestions: Set<String> = [
        "question", "questions", "q", "query", "问题", "問題", "提问", "提問", "问", "問",
    ]
    private static let customers = ["客户", "客戶", "用户", "用戶", "顾客", "顧客", "买家", "會員", "会员", "customer", "user"]
}
