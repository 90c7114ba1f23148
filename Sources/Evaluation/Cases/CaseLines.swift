import Foundation
import RAGCore

/// Cases as JSON Lines. A line is an object with the column names of `CaseTable`, with lists in place of separated
/// parts; or a conversation with such objects under `turns`. Each turn is a case whose history is the questions
/// before it.
enum CaseLines {
    static func read(_ file: URL) throws -> [EvaluationCase] {
        let decoder = JSONDecoder()
        return try CaseSet.lines(of: file).flatMap { number, line in
            let drafts: [CaseDraft]
            do {
                drafts = try decoder.decode(Line.self, from: Data(line.utf8)).drafts(named: "\(number)")
            } catch {
                throw RAGError(
                    .failed,
                    "\(file.path):\(number) is not a JSON object with a question",
                    hint: "Such as {\"question\": \"…\", \"sources\": [\"zh/returns.md\"], \"facts\": [\"15 天\"]}",
                    cause: error
                )
            }
            return try drafts.map { try $0.checked(in: file, line: number) }
        }
    }

    /// A case, or a conversation of several.
    private struct Line: Decodable {
        private var turns: [CaseDraft]
        private var conversation: String?
        private let isConversation: Bool

        private enum Key: CodingKey { case id, turns }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            isConversation = container.contains(.turns)
            turns =
                isConversation ? try container.decode([CaseDraft].self, forKey: .turns) : [try CaseDraft(from: decoder)]
            conversation = try container.decodeIfPresent(String.self, forKey: .id)
        }

        func drafts(named name: String) -> [CaseDraft] {
            guard isConversation else { return turns }
            return turns.indices.map { index in
                var draft = turns[index]
                draft.id = "\(conversation ?? name)/\(index + 1)"
                draft.kind = draft.kind ?? "turn \(index + 1)"
                draft.history = turns[..<index].flatMap { [$0.question, ""] }
                return draft
            }
        }
    }
}
