/// The blocks made from the rows of a table: pairs of question and answer if its header names such columns, otherwise
/// each row with its header. CSV, sheets and JSON records share it.
struct TableBlocks: Sendable, Hashable {
    private(set) var blocks: [Block] = []
    /// Parts that were left out, as in `ReadDocument.notes`.
    private(set) var notes: [String] = []

    /// Converts `records`, which all have text, in order. `rowName` is the unit of their `row`: `row` or `line`.
    init(of records: [TableRecord], columns chosen: TableColumns? = nil, rowName: String = "row") {
        let layout = TableLayout(of: records, chosen: chosen)
        blocks += records[..<layout.firstRow].filter { $0.range != layout.header?.range }.map {
            Block(.prose, range: $0.range, text: $0.cells.filter { !$0.isEmpty }.joined(separator: " "))
        }
        var unanswered: [TableRecord] = []
        for record in records[layout.firstRow...] where record.cells != layout.header?.cells {
            if let columns = layout.columns {
                let pairs = Self.pairs(of: record, columns)
                if pairs.isEmpty { unanswered.append(record) }
                blocks += pairs
            } else {
                blocks.append(Self.row(record, header: layout.header?.cells ?? []))
            }
        }
        if let note = Self.note(unanswered: unanswered, rowName: rowName) { notes.append(note) }
    }

    /// Returns the note about rows without an answer, or nil if there are none.
    static func note(unanswered: [TableRecord], rowName: String) -> String? {
        guard let first = unanswered.first else { return nil }
        let rows = unanswered.count == 1 ? "1 row" : "\(unanswered.count) rows"
        let verb = unanswered.count == 1 ? "was" : "were"
        return "\(rows) without an answer \(verb) left out (first: \(rowName) \(first.row))"
    }

    /// Returns one block for the question and one for each alternative question, each with the range of the whole row.
    /// Empty for a record without an answer.
    static func pairs(of record: TableRecord, _ columns: QuestionAnswerColumns) -> [Block] {
        guard let answer = record.cell(columns.answer) else { return [] }
        var section: [String] = []
        for category in columns.categories.compactMap(record.cell) where section.last != category {
            section.append(category)
        }
        let question = record.cell(columns.question)
        var questions = question.map { [$0] } ?? []
        for similar in columns.similarQuestions.compactMap(record.cell).flatMap(Self.questions)
        where !questions.contains(similar) {
            questions.append(similar)
        }
        let asked: [String?] = questions.isEmpty ? [nil] : questions
        return asked.map {
            Block(.record(question: $0, section: section), range: record.range, text: answer)
        }
    }

    /// Returns a block of `column: value` lines without the empty cells.
    static func row(_ record: TableRecord, header: [String]) -> Block {
        let lines = record.cells.enumerated().filter { !$0.element.isEmpty }.map { column, value in
            line(name: column < header.count ? header[column] : "", value: value)
        }
        return Block(.record(question: nil, section: []), range: record.range, text: lines.joined(separator: "\n"))
    }

    static func line(name: String, value: String) -> String {
        name.isEmpty ? value : name.unicodeScalars.contains(where: \.isWide) ? "\(name)：\(value)" : "\(name): \(value)"
    }

    /// Returns the questions in a cell that contains several: one a line, separated by semicolons or bars, or one after
    /// the other.
    private static func questions(in cell: String) -> [String] {
        var questions: [String] = []
        var open = ""
        for character in cell {
            let separates = character.isNewline || "|；;｜".contains(character)
            if !separates { open.append(character) }
            if separates || character == "？" || character == "?" {
                questions.append(open)
                open = ""
            }
        }
        return (questions + [open]).map { String($0[...].trimmingBlanks()) }.filter { $0.contains(where: \.isLetter) }
    }
}
