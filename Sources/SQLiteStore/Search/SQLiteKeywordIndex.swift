import Foundation
import GRDB
import Lexicon
import RAGCore

/// A BM25 search of one of the current generation's keyword tables.
struct SQLiteKeywordIndex: KeywordIndex {
    /// The words that are searched, each kind in a table of its own.
    enum Words { case text, code }

    let store: SQLiteStore
    let words: Words

    /// k1 and b of BM25, the threshold of common words, the allowed chunks, and the weights of the columns.
    ///
    /// Of the tested values (k1 0.7 to 1.2, b 0 to 0.75), these are within 0.01 nDCG@10 of the best on the FAQ and
    /// XQuAD sets, in Chinese and in English. The columns of text are title, heading and text. Functions differ more in
    /// length, and a short one is no better for it: b is less there.
    private var ranking: String {
        switch words {
        case .text: "0.9, 0.6, \(Self.commonShare), :allowed, 1.5, 2, 1"
        case .code: "0.9, 0.4, \(Self.commonShare), :allowed, \(CodeWords.weights)"
        }
    }
    /// The share of all chunks above which a word counts as common. Such a word says little, and reading its rows takes
    /// long.
    private static let commonShare = 0.1

    func matching(_ question: String, limit: Int, where filter: SearchFilter) async throws -> [KeywordHit] {
        guard limit > 0, let expression = KeywordQuery(question).expression else { return [] }
        return try await store.read { db in
            guard let current = try store.generation(.current, db) else { return [] }
            let allowed = filter == .all ? nil : try allowedChunks(filter, current, db)
            let table =
                words == .text ? KeywordTable(generationID: current.id).name : CodeTable(generationID: current.id).name
            let search = try db.cachedStatement(
                sql: """
                    SELECT kefu_search(\(table), '\(table)', :limit, \(ranking)) FROM \(table)
                    WHERE \(table) MATCH :question LIMIT 1
                    """
            )
            let hits = try Data.fetchOne(
                search,
                arguments: ["limit": min(limit, Self.largestLimit), "allowed": allowed, "question": expression]
            )
            return KeywordSearch.hits(in: hits ?? Data()).map {
                KeywordHit(chunkID: $0.row, score: Float($0.score), coverage: Float($0.coverage))
            }
        }
    }

    /// The most hits of one search, far more than anyone ranks.
    private static let largestLimit = 10_000

    /// Returns the IDs of the chunks that may be found, ascending, 64 bits each.
    private func allowedChunks(_ filter: SearchFilter, _ current: Generation, _ db: Database) throws -> Data {
        let version = try IndexVersion(of: current, db)
        let ids = try store.filtered.ids(for: FilteredRows.Key(version: version, column: nil, filter: filter)) {
            let condition = SearchCondition(filter, generation: current.id)
            let allowed = try db.cachedStatement(
                sql: """
                    SELECT chunks.id FROM chunks INDEXED BY chunksByEmbedding
                    WHERE +documentID IN (SELECT id FROM documents WHERE \(condition.document)) AND \(condition.chunk)
                    """
            )
            return try Int64.fetchAll(allowed, arguments: StatementArguments(condition.arguments)).sorted()
        }
        return ids.withUnsafeBytes { Data($0) }
    }
}

extension SQLiteStore {
    /// The keyword search for text in the current generation. It sees later changes of the store.
    package var keywords: any KeywordIndex { SQLiteKeywordIndex(store: self, words: .text) }

    /// The keyword search for functions of programs in the current generation. It sees later changes of the store.
    package var codeWords: any KeywordIndex { SQLiteKeywordIndex(store: self, words: .code) }
}
