import Foundation
import GRDB
import RAGCore

extension SQLiteConversationStore {
    /// Returns the sessions that `query` allows, the last used first.
    package func overviews(_ query: SessionQuery) async throws -> [SessionOverview] {
        try await read { db in
            try Row.fetchAll(db, sql: Self.overviewSQL(query), arguments: StatementArguments(Self.arguments(query)))
                .map(SessionOverview.init)
        }
    }

    /// Returns the numbers of the turns of a session; empty if there is no such session.
    package func turnNumbers(of session: Session.ID) async throws -> Set<Int> {
        try await read { db in
            let sql = "SELECT number FROM turns WHERE sessionID = (SELECT id FROM sessions WHERE key = ?)"
            return try Set(Int.fetchAll(db, sql: sql, arguments: [session]))
        }
    }

    /// Returns the figures of all turns that were asked in `span`, oldest first.
    package func figures(in span: Range<Date>) async throws -> [TurnFigures] {
        try await read { db in
            let sql = """
                SELECT askedAt, decision, verdict, inputTokens, outputTokens, cost,
                    (SELECT value ->> 'milliseconds' FROM json_each(timings)
                     WHERE value ->> 'step' = 'first word') / 1000.0
                FROM turns WHERE askedAt >= ? AND askedAt < ? ORDER BY askedAt
                """
            let ends: StatementArguments = [
                span.lowerBound.timeIntervalSince1970, span.upperBound.timeIntervalSince1970,
            ]
            return try Row.fetchAll(db, sql: sql, arguments: ends).map(TurnFigures.init)
        }
    }

    private static func overviewSQL(_ query: SessionQuery) -> String {
        let turnConditions = [
            query.decision.map { _ in "decision = :decision" }, query.verdict.map { _ in "verdict = :verdict" },
            query.since.map { _ in "askedAt >= :since" }, query.until.map { _ in "askedAt < :until" },
            query.words.map { _ in "(question LIKE :words ESCAPE '\\' OR answer LIKE :words ESCAPE '\\')" },
        ].compactMap(\.self)
        let conditions = [
            turnConditions.isEmpty
                ? nil
                : "EXISTS (SELECT 1 FROM turns WHERE sessionID = sessions.id AND \(turnConditions.joined(separator: " AND ")))",
            query.after.map { _ in "(usedAt, key) < (:usedAt, :key)" },
        ].compactMap(\.self)
        return """
            SELECT key, name, owner, beganAt, usedAt,
                (SELECT count(*) FROM turns WHERE sessionID = sessions.id),
                (SELECT question FROM turns WHERE sessionID = sessions.id ORDER BY number LIMIT 1),
                (SELECT decision FROM turns WHERE sessionID = sessions.id ORDER BY number DESC LIMIT 1),
                (SELECT count(*) FROM turns WHERE sessionID = sessions.id AND verdict = 'good'),
                (SELECT count(*) FROM turns WHERE sessionID = sessions.id AND verdict = 'bad'),
                EXISTS (SELECT 1 FROM contacts WHERE sessionID = sessions.id)
            FROM sessions \(conditions.isEmpty ? "" : "WHERE " + conditions.joined(separator: " AND "))
            ORDER BY usedAt DESC, key DESC LIMIT :limit
            """
    }

    private static func arguments(_ query: SessionQuery) -> [String: any DatabaseValueConvertible] {
        var arguments: [String: any DatabaseValueConvertible] = ["limit": query.limit]
        arguments["decision"] = query.decision
        arguments["verdict"] = query.verdict?.rawValue
        arguments["since"] = query.since?.timeIntervalSince1970
        arguments["until"] = query.until?.timeIntervalSince1970
        arguments["words"] = query.words.map { words in
            "%" + words.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_") + "%"
        }
        arguments["usedAt"] = query.after?.lastUsed
        arguments["key"] = query.after?.id
        return arguments
    }
}

extension SessionOverview {
    /// Reads the overview in a row of `overviewSQL`.
    fileprivate init(_ row: Row) throws {
        self.init(
            Session(
                id: try row.decode(atIndex: 0),
                name: try row.decode(atIndex: 1),
                owner: try row.decode(atIndex: 2),
                began: Date(timeIntervalSince1970: try row.decode(atIndex: 3)),
                lastUsed: Date(timeIntervalSince1970: try row.decode(atIndex: 4)),
                turnCount: try row.decode(atIndex: 5),
                firstQuestion: try row.decode(atIndex: 6)
            ),
            lastDecision: try row.decode(atIndex: 7),
            good: try row.decode(atIndex: 8),
            bad: try row.decode(atIndex: 9),
            hasContact: try row.decode(atIndex: 10)
        )
    }
}

extension TurnFigures {
    /// Reads the figures in a row of `figures(in:)`.
    fileprivate init(_ row: Row) throws {
        let verdict: String? = try row.decode(atIndex: 2)
        let tokens: (input: Int?, output: Int?) = (try row.decode(atIndex: 3), try row.decode(atIndex: 4))
        self.init(
            askedAt: Date(timeIntervalSince1970: try row.decode(atIndex: 0)),
            decision: try row.decode(atIndex: 1),
            verdict: verdict.flatMap(Feedback.Verdict.init),
            firstWord: try row.decode(atIndex: 6),
            usage: tokens.input.flatMap { input in tokens.output.map { TokenUsage(input: input, output: $0) } },
            cost: try row.decode(atIndex: 5)
        )
    }
}
