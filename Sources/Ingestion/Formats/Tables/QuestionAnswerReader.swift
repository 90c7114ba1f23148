import Foundation
import RAGCore

/// Reads CSV and TSV: pairs of question and answer where the header names such columns, else each row with its header.
package struct QuestionAnswerReader: DocumentReader {
    package let fileExtensions: Set<String> = ["csv", "tsv"]
    package let recipe = "table/1"

    package init() {}

    package func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        let source = SourceText(try TextDecoder.decode(bytes))
        let delimiter = DelimitedRecord.delimiter(of: source)
        let records = try DelimitedRecord.records(of: source, delimiter: delimiter)
        return ReadDocument(
            title: name,
            language: ReadDocument.language(of: source),
            source: source,
            blocks: Self.blocks(of: records)
        )
    }

    private static func blocks(of records: [DelimitedRecord]) -> [Block] {
        guard let header = records.first else { return [] }
        if let columns = QuestionAnswerColumns(header: header.cells) {
            return records.dropFirst().compactMap { pair($0, columns) }
        }
        if header.cells.count == 2, let last = header.cells[0].last, "?？".contains(last) {
            return records.compactMap { pair($0, .withoutHeader) }
        }
        return records.count == 1
            ? [Block(.prose, range: header.range)] : records.dropFirst().map { row($0, header: header.cells) }
    }

    /// nil for a record without an answer: there is nothing to show.
    private static func pair(_ record: DelimitedRecord, _ columns: QuestionAnswerColumns) -> Block? {
        func cell(_ column: Int?) -> String? {
            guard let column, column < record.cells.count, !record.cells[column].isEmpty else { return nil }
            return record.cells[column]
        }
        guard let answer = cell(columns.answer) else { return nil }
        let kind = Block.Kind.record(
            question: cell(columns.question),
            section: cell(columns.category).map { [$0] } ?? []
        )
        return Block(kind, range: record.range, text: answer)
    }

    /// `column: value` lines, without the empty cells.
    private static func row(_ record: DelimitedRecord, header: [String]) -> Block {
        let lines = record.cells.enumerated().filter { !$0.element.isEmpty }.map { column, value in
            let name = column < header.count ? header[column] : ""
            return name.isEmpty
                ? value : name.unicodeScalars.contains(where: \.isWide) ? "\(name)：\(value)" : "\(name): \(value)"
        }
        return Block(
            .record(question: nil, section: []),
            range: record.range,
            text: lines.joined(separator: "\n")
        )
    }
}

/// Which columns of a table hold questions, answers and categories.
struct QuestionAnswerColumns: Sendable, Hashable {
    let question: Int
    let answer: Int
    let category: Int?

    /// A table of two columns without a header.
    static let withoutHeader = QuestionAnswerColumns(question: 0, answer: 1, category: nil)

    private init(question: Int, answer: Int, category: Int?) {
        self.question = question
        self.answer = answer
        self.category = category
    }

    /// nil where `header` names no question or no answer. Case, blanks, `_` and full-width letters make no difference.
    init?(header: [String]) {
        let names = header.map { name in
            name.precomposedStringWithCompatibilityMapping.lowercased().filter { $0.isLetter || $0.isNumber }
        }
        func column(_ words: [String]) -> Int? { words.lazy.compactMap { names.firstIndex(of: $0) }.first }
        guard let question = column(Self.questions), let answer = column(Self.answers), question != answer else {
            return nil
        }
        self.init(question: question, answer: answer, category: column(Self.categories))
    }

    /// Names in order of preference.
    private static let questions = [
        "question", "questions", "q", "query", "faq", "问题", "標準問題", "标准问题", "标准问", "提问", "问", "問題", "常见问题", "用户问题",
        "问句", "题目", "prompt", "title", "标题", "標題",
    ]
    private static let answers = [
        "answer", "answers", "a", "response", "reply", "答案", "回答", "标准答案", "標準答案", "标准回答", "答", "答复", "回复", "回覆", "解答",
        "content", "内容", "內容",
    ]
    private static let categories = [
        "category", "categories", "topic", "section", "group", "分类", "分類", "类别", "類別", "类目", "栏目", "主题", "模块",
    ]
}
