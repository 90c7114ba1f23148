import Foundation
import GRDB
import LoopbackServer
import Testing

/// Kills the program as a power cut would, again and again.
@Suite struct RefreshCrashTests {
    private static let kills = 50

    @Test("50 kills at random moments leave a sound index, and the next refresh ends as an undisturbed one does")
    func killed() async throws {
        try await withServer(ModelService.script(reply: [])) { server in
            let environment = ModelService.environment(server).merging(["KEFU_EMBEDDING_BATCH_SIZE": "4"]) { $1 }
            var random = SystemRandomNumberGenerator()
            var documents: [String: String] = [:]
            for number in 0..<30 { documents[Self.path(number)] = Self.text(number, edition: 0) }
            let start = ContinuousClock.now
            try await withWorkspace(documents) { root in
                try await refresh(root, environment)
            }
            let undisturbed = ContinuousClock.now - start

            try await withWorkspace(documents) { root in
                for edition in 1...Self.kills {
                    let moment = undisturbed * Double.random(in: 0...1, using: &random)
                    try await Program.kill(["refresh"], in: root, environment: environment, after: moment)
                    for number in Set((0..<6).map { _ in Int.random(in: 0..<30, using: &random) }) {
                        documents[Self.path(number)] = Self.text(number, edition: edition)
                        try write(Self.text(number, edition: edition), to: Self.path(number), in: root)
                    }
                }
                try await refresh(root, environment)
                let killed = try Self.contents(of: root)
                try await withWorkspace(documents) { fresh in
                    try await refresh(fresh, environment)
                    let expected = try Self.contents(of: fresh)
                    #expect(expected.count >= 30)
                    #expect(killed == expected)
                }
            }
        }
    }

    private func refresh(_ root: URL, _ environment: [String: String]) async throws {
        let outcome = try await Program.run("refresh", in: root, environment: environment)
        #expect(outcome.code == 0, "\(outcome.errors)")
    }

    private static func path(_ number: Int) -> String { "\(["zh", "en"][number % 2])/d\(number).md" }

    private static func text(_ number: Int, edition: Int) -> String {
        """
        # 文档 \(number)

        ## 说明
        第 \(number) 号商品的说明，第 \(edition) 版。签收后 15 天内可以申请退货。

        ## Shared
        The same words in every document.
        """
    }

    /// What a reader of the index sees, one line a chunk, after the database was found sound.
    private static func contents(of root: URL) throws -> [String] {
        let folder = root.appending(path: ".kefu")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let name = try #require(names.first { $0.hasSuffix(".sqlite") })
        return try DatabaseQueue(path: folder.appending(path: name).path).read { database in
            #expect(try String.fetchAll(database, sql: "PRAGMA integrity_check") == ["ok"])
            #expect(try Row.fetchAll(database, sql: "PRAGMA foreign_key_check").isEmpty)
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT d.path, d.source, d.title, d.language, d.contentHash, d.recipe, d.metadata, c.ordinal, c.text,
                        c.headingPath, c.startByte, c.endByte, hex(e.textHash), hex(e.vector)
                    FROM generations g
                    JOIN documents d ON d.generationID = g.id
                    JOIN chunks c ON c.documentID = d.id
                    JOIN embeddings e ON e.id = c.embeddingID
                    WHERE g.state = 'current'
                    ORDER BY d.path, c.ordinal
                    """
            ).map { "\($0)" }
        }
    }
}
