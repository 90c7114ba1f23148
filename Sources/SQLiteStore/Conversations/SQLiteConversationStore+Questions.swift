import Foundation
import GRDB
import RAGCore

extension SQLiteConversationStore {
    /// Returns all questions asked since `date`, oldest first, each with the first source of its turn.
    package func questions(since date: Date) async throws -> [AskedQuestion] {
        try await questions(since: date, where: "true")
    }

    /// Returns the unanswered questions asked since `date`, oldest first, each with the first source of its turn.
    package func unanswered(since date: Date) async throws -> [AskedQuestion] {
        try await questions(since: date, where: "isUnanswered")
    }

    private func questions(since date: Date, where condition: String) async throws -> [AskedQuestion] {
        try await read { db in
            let sql = """
                SELECT key, number, question, standaloneQuestion, language, askedAt, decision, reason, verdict IS 'bad',
                    path, text, isUnanswered IS 1
                FROM turns JOIN sessions ON sessions.id = sessionID
                LEFT JOIN passages ON passages.id =
                    (SELECT passageID FROM sources WHERE turnID = turns.id ORDER BY number LIMIT 1)
                WHERE \(condition) AND askedAt >= ? ORDER BY askedAt, turns.id
                """
            return try Row.fetchAll(db, sql: sql, arguments: [date.timeIntervalSince1970]).map(AskedQuestion.init)
        }
    }
}

extension AskedQuestion {
    fileprivate init(_ row: Row) throws {
        let path: String? = try row.decode(atIndex: 9)
        self.init(
            session: try row.decode(atIndex: 0),
            turn: try row.decode(atIndex: 1),
            question: try row.decode(atIndex: 2),
            standaloneQuestion: try row.decode(atIndex: 3),
            language: Language(stored: try row.decode(atIndex: 4)),
            askedAt: Date(timeIntervalSince1970: try row.decode(atIndex: 5)),
            decision: try row.decode(atIndex: 6),
            reason: try row.decode(atIndex: 7),
            isUnanswered: try row.decode(atIndex: 11),
            isMarkedBad: try row.decode(atIndex: 8),
            passage: try path.map { Passage(path: $0, text: try row.decode(atIndex: 10)) }
        )
    }
}
