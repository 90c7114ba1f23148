import Foundation
import RAGCore

/// Questions and judgements in the format of BEIR: `queries.jsonl` and `qrels.tsv` in one folder.
///
/// The format is that of Thakur et al., "BEIR" (2021), with `id` or `_id` as identifier. A question may also have a
/// `history`, a `kind`, and `answerable`.
struct BEIRFolder {
    let url: URL

    /// Returns the questions with at least one relevant document, over which trec_eval averages, and those marked as
    /// unanswerable. Throws `RAGError` with file and line.
    func cases() throws -> [EvaluationCase] {
        let judgements = try judgements()
        let file = url.appending(path: "queries.jsonl")
        let decoder = JSONDecoder()
        var seen: Set<String> = []
        return try CaseSet.lines(of: file).compactMap { number, line in
            let query: Query
            do {
                query = try decoder.decode(Query.self, from: Data(line.utf8))
            } catch {
                throw RAGError(.failed, "\(file.path):\(number) is not a JSON object with id and text", cause: error)
            }
            guard seen.insert(query.id).inserted else {
                throw RAGError(.failed, "\(file.path):\(number) has the id of an earlier question")
            }
            let grades = judgements[query.id] ?? [:]
            guard query.answerable == false || grades.values.contains(where: { $0 > 0 }) else { return nil }
            var found = EvaluationCase(id: query.id, question: query.text)
            found.history = query.history
            found.kind = query.kind
            found.isAnswerable = query.answerable
            found.grades = query.answerable == false ? [:] : grades
            return found
        }
    }

    private func judgements() throws -> [String: [String: Int]] {
        let file = url.appending(path: "qrels.tsv")
        var judgements: [String: [String: Int]] = [:]
        for (number, line) in try CaseSet.lines(of: file) {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard fields.count == 3, let grade = Int(fields[2]) else {
                // A header has no grade.
                if number == 1, fields.count == 3 { continue }
                throw RAGError(.failed, "\(file.path):\(number) is not query, document and grade, separated by tabs")
            }
            judgements[fields[0], default: [:]][fields[1]] = grade
        }
        return judgements
    }

    private struct Query: Decodable {
        let id: String
        let text: String
        let history: [String]
        let kind: String?
        let answerable: Bool?

        private enum Key: String, CodingKey {
            case id, text, history, kind, answerable
            case beirID = "_id"
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            id =
                try container.decodeIfPresent(String.self, forKey: .id)
                ?? container.decode(String.self, forKey: .beirID)
            text = try container.decode(String.self, forKey: .text)
            history = try container.decodeIfPresent([Utterance].self, forKey: .history)?.map(\.text) ?? []
            kind = try container.decodeIfPresent(String.self, forKey: .kind)
            answerable = try container.decodeIfPresent(Bool.self, forKey: .answerable)
        }
    }
}
