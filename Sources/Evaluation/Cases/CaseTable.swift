import Foundation
import RAGCore

/// Cases as a table: fields separated by tabs, under a header that names them.
///
/// The columns are `question` and, optionally, `id`, `sources` and `history` with `|` between their parts, `fact`
/// (one column for each fact, all beginning with that word) with `|` between its wordings, `answerable` (yes or no),
/// `language` (zh or en) and `kind`. A question with neither source nor fact counts as unanswerable unless
/// `answerable` says otherwise.
enum CaseTable {
    static let columns = ["question", "id", "sources", "fact", "answerable", "language", "kind", "history", "note"]

    static func read(_ file: URL) throws -> [EvaluationCase] {
        let lines = try CaseSet.lines(of: file)
        guard let header = lines.first else { throw RAGError(.failed, "\(file.path) is empty") }
        let names = fields(of: header.text).map { Self.name($0.lowercased()) }
        guard names.contains("question") else {
            throw RAGError(
                .failed,
                "\(file.path):\(header.number) is not a header with a column named question",
                hint: "The columns are \(columns.joined(separator: ", ")), separated by tabs"
            )
        }
        if let unknown = names.first(where: { !columns.contains($0) }) {
            throw RAGError(
                .failed,
                "\(file.path):\(header.number) has an unknown column \(unknown)",
                hint: "The columns are \(columns.joined(separator: ", "))"
            )
        }
        return try lines.dropFirst().map { number, text in
            let fields = fields(of: text)
            guard fields.count <= names.count else {
                let counts = "\(fields.count) fields under \(names.count) columns"
                throw RAGError(.failed, "\(file.path):\(number) has \(counts)")
            }
            var draft = CaseDraft()
            for (name, field) in zip(names, fields) where !field.isEmpty {
                switch name {
                case "question": draft.question = field
                case "id": draft.id = field
                case "sources": draft.sources += parts(of: field)
                case "fact": draft.facts.append(parts(of: field))
                case "history": draft.history += parts(of: field)
                case "answerable": draft.answerable = field
                case "language": draft.language = field
                case "kind": draft.kind = field
                default: break
                }
            }
            return try draft.checked(in: file, line: number)
        }
    }

    private static func name(_ column: String) -> String {
        column.hasPrefix("fact") ? "fact" : column == "source" ? "sources" : column
    }

    private static func fields(of line: String) -> [String] {
        line.split(separator: "\t", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
    }

    private static func parts(of field: String) -> [String] {
        field.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
}
