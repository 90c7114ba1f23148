/// The blocks made from JSON records. Keys are matched like column names of tables: question and answer become a pair,
/// a text with a title becomes a passage, and any other record becomes a list of its members, one a line.
struct JSONBlocks {
    private(set) var blocks: [Block] = []
    private let source: SourceText
    private let chosen: TableColumns?
    private var left = TableLeftovers(rowName: "line")
    private var columns: [[String]: QuestionAnswerColumns?] = [:]

    init(of source: SourceText, columns chosen: TableColumns?) {
        self.source = source
        self.chosen = chosen
    }

    /// Parts that were left out, as in `ReadDocument.notes`.
    var notes: [String] { left.notes }

    /// Adds an object, or each element of an array.
    mutating func add(_ value: JSONValue) {
        switch value.kind {
        case .object(let members): add(members, at: value.range)
        case .array(let elements): elements.forEach { add($0) }
        case .string, .literal: add(text: value.text, at: value.range)
        case .null: break
        }
    }

    /// Adds records as a section with the title `key`.
    mutating func add(_ records: [JSONValue], under key: String, at range: Range<Int>) {
        blocks.append(Block(.heading(level: 1, title: key), range: range.lowerBound..<range.lowerBound))
        records.forEach { add($0) }
    }

    /// Adds an object with these members.
    mutating func add(_ members: [JSONValue.Member], at range: Range<Int>) {
        let keys = members.map(\.key)
        let line = source.lines(of: range).lowerBound
        let record = TableRecord(cells: members.map { CellText.plain($0.value.text) }, range: range, row: line)
        if let columns = questionAnswerColumns(of: keys) {
            blocks += left.pairs(of: record, columns)
        } else if let body = keys.firstIndex(where: { Self.bodies.contains($0.lowercased()) }), record.cell(body) != nil
        {
            add(passage: members, body: body, record)
        } else {
            add(text: CellText.plain(JSONValue(kind: .object(members), range: range).text), at: range)
        }
    }

    private mutating func questionAnswerColumns(of keys: [String]) -> QuestionAnswerColumns? {
        if let known = columns[keys] { return known }
        var found = chosen.flatMap { QuestionAnswerColumns(header: keys, chosen: $0) }
        if found == nil, let usual = QuestionAnswerColumns(header: keys) {
            // A title above a text is not a question.
            found = Self.titles.contains(keys[usual.question].lowercased()) ? nil : usual
        }
        columns[keys] = .some(found)
        return found
    }

    /// Adds a passage under its title, followed by the other members of the record.
    private mutating func add(passage members: [JSONValue.Member], body: Int, _ record: TableRecord) {
        let title = members.indices.first { $0 != body && Self.titles.contains(members[$0].key.lowercased()) }
        let others = members.indices.filter { $0 != body && $0 != title && !Self.isMark(members[$0].key) }
        let rest = CellText.plain(JSONValue(kind: .object(others.map { members[$0] }), range: record.range).text)
        let text = [record.cells[body], rest].filter { !$0.isEmpty }.joined(separator: "\n\n")
        add(text: text, at: record.range, section: title.flatMap(record.cell).map { [$0] } ?? [])
    }

    private mutating func add(text: String, at range: Range<Int>, section: [String] = []) {
        guard !text.isEmpty else { return }
        blocks.append(Block(.record(question: nil, section: section), range: range, text: text))
    }

    private static let bodies: Set<String> = [
        "text", "content", "body", "passage", "page_content", "正文", "内容", "內容", "文本",
    ]
    private static let titles: Set<String> = ["title", "heading", "subject", "name", "标题", "標題", "名称", "名稱"]

    /// Returns whether the values of `key` are useless to a reader, such as record numbers and timestamps.
    private static func isMark(_ key: String) -> Bool {
        let key = key.lowercased()
        return key == "id" || key.hasSuffix("_id") || key.hasSuffix("_at")
            || ["uuid", "hash", "md5", "embedding"].contains(key)
    }
}
