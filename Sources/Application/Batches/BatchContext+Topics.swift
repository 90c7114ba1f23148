import Batch
import Foundation
import Insight
import RAGCore

extension BatchContext {
    /// Returns the groups of questions that mean the same; nil where no group has two. Throws `RAGError`.
    func topics(of questions: [BatchQuestion]) async throws -> [BatchReport.Topic]? {
        let items = questions.map { TextItem($0.text, language: Language(of: $0.text)) }
        let groups = try await TextGrouping(embedder: embedder).groups(of: items).filter { $0.members.count > 1 }
        return groups.isEmpty
            ? nil : groups.map { BatchReport.Topic(questions[$0.representative].text, rows: $0.members) }
    }
}
