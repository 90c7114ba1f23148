/// The blocks made from the rows of a table: pairs of question and answer if its header names such columns, otherwise
/// each row with its header. CSV, sheets and JSON records share it.
struct TableBlocks: Sendable, Hashable {
    private(set) var blocks: [Block] = []
    /// Parts that were left out, as in `ReadDocument.notes`.
    private(set) var notes: [String] = []

    /// Converts `records`, which all have text, in order. `rowName` is the unit of their `row`: `row` or `line`.
    init(of records: [TableRecord], columns chosen: TableColumns? = nil, rowName: String = "row") {
        let layout = TableLayout(of: records, chosen: chosen)
        let titles = readTitles(records[..<layout.headerRow])
        let body = records[layout.firstRow...]
        let columns = layout.columns?.withoutCounters(in: body)
        var left = TableLeftovers(rowName: rowName)
        var group: String?
        for (index, record) in zip(body.indices, body) where record.cells != layout.header?.cells {
            if record.isBanner, let text = record.cells.first(where: { !$0.isEmpty }) {
                if index + 1 < body.endIndex, !body[index + 1].isBanner, text.utf8.count <= Self.longestTitle {
                    group = text
                } else {
                    blocks.append(Block(.prose, range: record.range, text: text))
                }
                continue
            }
            let section = titles + (group.map { [$0] } ?? [])
            guard let columns else {
                blocks.append(Self.row(record, header: layout.header?.cells ?? [], section: section))
                continue
            }
            blocks += left.pairs(of: record, columns, under: section)
        }
        notes += left.notes
    }

    /// Most bytes of a title or of the name of a group of rows; a longer one is a remark.
    private static let longestTitle = 120
    /// Most titles that become sections.
    private static let mostTitles = 2

    /// Returns the titles above the header, which stand above each of its rows, and adds remarks as prose.
    private mutating func readTitles(_ records: ArraySlice<TableRecord>) -> [String] {
        var titles: [String] = []
        for record in records {
            let text = record.cells.filter { !$0.isEmpty }.joined(separator: " ")
            let isTitle = record.filledCount == 1 && text.utf8.count <= Self.longestTitle && !text.contains("\n")
            if isTitle, titles.count < Self.mostTitles {
                titles.append(text)
            } else {
                blocks.append(Block(.prose, range: record.range, text: text))
            }
        }
        return titles
    }

    /// Returns one block for the question and one for each alternative question, each with the range of the whole row.
    /// Empty for a record without an answer.
    static func pairs(of record: TableRecord, _ columns: QuestionAnswerColumns, under titles: [String] = []) -> [Block]
    {
        guard let answer = record.cell(columns.answer) else { return [] }
        var section = titles
        for category in columns.categories.compactMap(record.cell) where section.last != category {
            section.append(category)
        }
        let question = record.cell(columns.question)
        var questions = question.map { [$0] } ?? []
        for similar in columns.similarQuestions.compactMap(record.cell).flatMap(Self.questions)
        where !questions.contains(similar) {
            questions.append(similar)
        }
        let text = ([answer] + columns.scope.lines(of: record)).joined(separator: "\n")
        let asked: [String?] = questions.isEmpty ? [nil] : questions
        let validity = columns.scope.validity(of: record)
        return asked.map {
            Block(.record(question: $0, section: section), range: record.range, text: text, validity: validity)
        }
    }

    /// Returns a block of `column: value` lines without the empty cells.
    static func row(_ record: TableRecord, header: [String], section: [String] = []) -> Block {
        let lines = record.cells.enumerated().filter { !$0.element.isEmpty }.map { column, value in
            line(name: column < header.count ? header[column] : "", value: value)
        }
        return Block(.record(question: nil, section: section), range: record.range, text: lines.joined(separator: "\n"))
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
