import CTokenizer
import Foundation
import GRDB
import RAGCore

/// BM25 over the keyword table of the current generation.
struct SQLiteKeywordIndex: KeywordIndex {
    let store: SQLiteStore

    /// k1 and b of BM25, and the weights of title, heading and text. Of the pairs tried (k1 0.7 to 1.2, b 0 to 0.75) on the FAQ
    /// and XQuAD sets this one is within 0.01 nDCG@10 of the best of each, in Chinese and English.
    private static let ranking = "0.9, 0.6, \(common), :allowed, 1.5, 2, 1"
    /// A word that more than this part of all chunks have says little, and reading its rows takes long.
    private static let common = 0.1

    func matching(_ question: String, limit: Int, where filter: SearchFilter) async throws -> [KeywordHit] {
        guard limit > 0, let expression = KeywordQuery(question).expression else { return [] }
        return try await store.read { db in
            guard let current = try store.generation(.current, db) else { return [] }
            let allowed = filter == .all ? nil : try Self.allowedChunks(SearchCondition(filter, generation: current.id), db)
            let table = KeywordTable(generationID: current.id).name
            let search = try db.cachedStatement(
                sql: """
                    SELECT kefu_search(\(table), '\(table)', :limit, \(Self.ranking)) FROM \(table)
                    WHERE \(table) MATCH :question LIMIT 1
                    """
            )
            let hits = try Data.fetchOne(
                search,
                arguments: ["limit": min(limit, Self.most), "allowed": allowed, "question": expression]
            )
            return Self.decode(hits ?? Data())
        }
    }

    /// Hits of one search at most; far more than anyone ranks.
    private static let most = 10_000

    /// The numbers of the chunks that may be found, ascending, 64 bits each.
    private static func allowedChunks(_ condition: SearchCondition, _ db: Database) throws -> Data {
        let allowed = try db.cachedStatement(
            sql: """
                SELECT chunks.id FROM chunks INDEXED BY chunksByEmbedding
                WHERE +documentID IN (SELECT id FROM documents WHERE \(condition.document)) AND \(condition.chunk)
                """
        )
        return try Int64.fetchAll(allowed, arguments: StatementArguments(condition.arguments)).sorted()
            .withUnsafeBytes { Data($0) }
    }

    private static func decode(_ blob: Data) -> [KeywordHit] {
        blob.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count, by: MemoryLayout<ct_hit>.stride).map { offset in
                let hit = bytes.loadUnaligned(fromByteOffset: offset, as: ct_hit.self)
                return KeywordHit(chunkID: hit.row, score: Float(hit.score), coverage: Float(hit.coverage))
            }
        }
    }
}

extension SQLiteStore {
    /// What finds the chunks of the current generation by their words; follows the store as it changes.
    package var keywords: any KeywordIndex { SQLiteKeywordIndex(store: self) }
}
