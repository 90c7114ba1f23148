import Foundation
import RAGCore

/// Documents, questions and judgements in the plain BEIR form: `corpus.jsonl`, `queries.jsonl`, `qrels.tsv` in one folder.
///
/// The form is that of Thakur et al., "BEIR" (2021), with `id` or `_id` for the identifiers.
package struct RetrievalCases: Sendable {
    package struct Document: Sendable, Decodable {
        package let id: String
        /// Empty where there is none.
        package let title: String
        package let text: String

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            id = try container.decode(forEither: .id, .beirID)
            title = try container.decodeIfPresent(String.self, forKey: .title) ?? ""
            text = try container.decode(String.self, forKey: .text)
        }
    }

    package struct Query: Sendable, Decodable {
        package let id: String
        package let text: String
        /// What was said before it, oldest first, customer and agent in turn.
        package let history: [String]

        package init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            id = try container.decode(forEither: .id, .beirID)
            text = try container.decode(String.self, forKey: .text)
            history = try container.decodeIfPresent([Utterance].self, forKey: .history)?.map(\.text) ?? []
        }
    }

    /// Words said, as a string or as an object with `text`.
    private struct Utterance: Decodable {
        let text: String

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                self.text = text
            } else {
                text = try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .text)
            }
        }
    }

    fileprivate enum Key: String, CodingKey {
        case id, title, text, history
        case beirID = "_id"
    }

    package let corpus: [Document]
    /// Queries that have at least one relevant document, as trec_eval averages over them.
    package let queries: [Query]
    /// Grade of each judged document by query, 0 for not relevant.
    package let judgements: [String: [String: Int]]

    /// Reads a folder. Throws `RAGError` that names the file and line at fault.
    package init(folder: URL) throws {
        corpus = try Self.lines(of: folder.appending(path: "corpus.jsonl"))
        let all: [Query] = try Self.lines(of: folder.appending(path: "queries.jsonl"))
        let judgements = try Self.judgements(in: folder.appending(path: "qrels.tsv"))
        self.judgements = judgements
        queries = all.filter { judgements[$0.id]?.values.contains { $0 > 0 } ?? false }
        guard !corpus.isEmpty, !queries.isEmpty else {
            throw RAGError(.failed, "\(folder.path) holds no documents, or no questions with judgements")
        }
    }

    private static func lines<Value: Decodable>(of file: URL) throws -> [Value] {
        let decoder = JSONDecoder()
        return try content(of: file).enumerated().map { number, line in
            do {
                return try decoder.decode(Value.self, from: Data(line.utf8))
            } catch {
                throw RAGError(
                    .failed,
                    "\(file.path):\(number + 1) is not a JSON object with id and text",
                    cause: error
                )
            }
        }
    }

    private static func judgements(in file: URL) throws -> [String: [String: Int]] {
        var judgements: [String: [String: Int]] = [:]
        for (number, line) in try content(of: file).enumerated() {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            guard fields.count == 3, let grade = Int(fields[2]) else {
                // A header has no grade.
                if number == 0 { continue }
                throw RAGError(.failed, "\(file.path):\(number + 1) is not query, document and grade, parted by tabs")
            }
            judgements[fields[0], default: [:]][fields[1]] = grade
        }
        return judgements
    }

    private static func content(of file: URL) throws -> [Substring] {
        do {
            return try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
        } catch {
            throw RAGError(
                .failed,
                "\(file.path) cannot be read",
                hint: "Name a folder with corpus.jsonl, queries.jsonl and qrels.tsv",
                cause: error
            )
        }
    }
}

extension KeyedDecodingContainer where Key == RetrievalCases.Key {
    fileprivate func decode(forEither key: Key, _ other: Key) throws -> String {
        try decodeIfPresent(String.self, forKey: key) ?? decode(String.self, forKey: other)
    }
}
