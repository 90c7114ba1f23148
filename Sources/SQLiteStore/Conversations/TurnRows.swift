import Foundation
import GRDB
import RAGCore

/// The rows that make up a turn.
enum TurnRows {
    /// Inserts the turn with its hits and sources.
    static func insert(_ turn: TurnRecord, session: Int64, number: Int, _ db: Database) throws {
        try db.cachedStatement(
            sql: """
                INSERT INTO turns (sessionID, number, askedAt, question, standaloneQuestion, language, decision, reason,
                    leavesOpen, evidence, answer, findings, timings, model, inputTokens, outputTokens, cost, team)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(
            arguments: [
                session, number, turn.askedAt.timeIntervalSince1970, turn.question.stored,
                turn.standaloneQuestion?.stored,
                turn.language?.rawValue, turn.decision.name, turn.decision.reason, turn.decision.leavesOpen,
                try json(turn.decision.evidence), turn.answer.stored, JSONColumn.encode(turn.findings),
                try json(turn.timings),
                turn.model, turn.usage?.input, turn.usage?.output, turn.cost, turn.decision.team,
            ]
        )
        let id = db.lastInsertedRowID
        for (rank, hit) in turn.hits.enumerated() {
            try db.cachedStatement(
                sql: "INSERT INTO hits (turnID, rank, passageID, score, rankScore) VALUES (?, ?, ?, ?, ?)"
            ).execute(
                arguments: [id, rank + 1, try PassageRows.id(of: hit.passage, db), hit.score, hit.rankScore]
            )
        }
        for source in turn.sources {
            try db.cachedStatement(
                sql: "INSERT INTO sources (turnID, number, passageID, score, isCited) VALUES (?, ?, ?, ?, ?)"
            ).execute(
                arguments: [
                    id, source.number, try PassageRows.id(of: source.passage, db), source.score, source.isCited,
                ]
            )
        }
    }

    /// Returns the last `count` turns of a session, oldest first; all of them if `count` is nil.
    static func fetch(of session: Session.ID, last count: Int?, _ db: Database) throws -> [StoredTurn] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM turns WHERE sessionID = (SELECT id FROM sessions WHERE key = ?)
                ORDER BY number DESC LIMIT ?
                """,
            arguments: [session, count ?? -1]
        )
        return try rows.reversed().map { row in
            let id: Int64 = try row.decode(forColumn: "id")
            return StoredTurn(
                session: session,
                number: try row.decode(forColumn: "number"),
                record: try record(row, hits: hits(of: id, db), sources: sources(of: id, db)),
                feedback: try feedback(on: id, db)
            )
        }
    }

    private static func record(_ row: Row, hits: [HitRecord], sources: [SourceRecord]) throws -> TurnRecord {
        let tokens: (input: Int?, output: Int?) = try (
            row.decode(forColumn: "inputTokens"), row.decode(forColumn: "outputTokens")
        )
        return TurnRecord(
            question: try row.decode(forColumn: "question"),
            standaloneQuestion: try row.decode(forColumn: "standaloneQuestion"),
            language: Language(stored: try row.decode(forColumn: "language")),
            askedAt: Date(timeIntervalSince1970: try row.decode(forColumn: "askedAt")),
            hits: hits,
            decision: DecisionRecord(
                try row.decode(forColumn: "decision"),
                reason: try row.decode(forColumn: "reason"),
                leavesOpen: try row.decode(forColumn: "leavesOpen"),
                team: try row.decode(forColumn: "team"),
                evidence: try JSONColumn.decode(row.decode(forColumn: "evidence"))
            ),
            answer: try row.decode(forColumn: "answer"),
            sources: sources,
            findings: try JSONColumn.decode(row.decode(forColumn: "findings")),
            timings: try JSONColumn.decode(row.decode(forColumn: "timings")),
            model: try row.decode(forColumn: "model"),
            usage: tokens.input.flatMap { input in tokens.output.map { TokenUsage(input: input, output: $0) } },
            cost: try row.decode(forColumn: "cost")
        )
    }

    private static func hits(of turn: Int64, _ db: Database) throws -> [HitRecord] {
        let sql = """
            SELECT score, rankScore, passages.* FROM hits JOIN passages ON passages.id = passageID
            WHERE turnID = ? ORDER BY rank
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [turn]).map {
            try HitRecord(
                PassageRecord($0),
                score: $0.decode(forColumn: "score"),
                rankScore: $0.decode(forColumn: "rankScore")
            )
        }
    }

    private static func sources(of turn: Int64, _ db: Database) throws -> [SourceRecord] {
        let sql = """
            SELECT number, score, isCited, passages.* FROM sources JOIN passages ON passages.id = passageID
            WHERE turnID = ? ORDER BY number
            """
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [turn]).map {
            try SourceRecord(
                number: $0.decode(forColumn: "number"),
                passage: PassageRecord($0),
                score: $0.decode(forColumn: "score"),
                isCited: $0.decode(forColumn: "isCited")
            )
        }
    }

    private static func feedback(on turn: Int64, _ db: Database) throws -> [Feedback] {
        let sql = "SELECT verdict, words, givenAt FROM feedback WHERE turnID = ? ORDER BY id"
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [turn]).map {
            Feedback(
                try $0.decode(forColumn: "verdict") == Feedback.Verdict.good.rawValue ? .good : .bad,
                words: try $0.decode(forColumn: "words"),
                at: Date(timeIntervalSince1970: try $0.decode(forColumn: "givenAt"))
            )
        }
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}
