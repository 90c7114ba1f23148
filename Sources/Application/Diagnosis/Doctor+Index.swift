import Foundation
import RAGCore
import SQLiteStore

extension Doctor {
    /// Examines the databases and what is derived from them.
    func index(_ assembly: Assembly) async throws -> [Finding] {
        var findings: [Finding] = []
        for (url, kind) in [(workspace.database, DatabaseKind.index), (workspace.conversations, .conversations)] {
            guard FileManager.default.fileExists(atPath: url.path) else { continue }
            do {
                try kind.check(url, access: .readOnly)
                findings.append(.ok(.index, "\(url.path) is whole"))
            } catch {
                findings.append(.fault(.index, error))
            }
            try Task.checkCancellation()
        }
        do {
            let store = try SQLiteStore(at: workspace.database, access: .readOnly)
            findings += content(try await store.summary())
            guard let current = try await store.currentGeneration() else { return findings }
            let isCurrent = try await assembly.vectors(of: store, current.recipe.model).isUpToDate()
            findings.append(
                isCurrent
                    ? .ok(.index, "the vector file fits the index")
                    : .warning(
                        .index,
                        "The vector file is older than the index",
                        "The next search or `kefu refresh` rebuilds it"
                    )
            )
            _ = try await assembly.embedder(for: store)
        } catch {
            findings.append(.fault(.index, error))
        }
        return findings
    }

    private func content(_ summary: StoreSummary) -> [Finding] {
        guard summary.chunks > 0 else {
            return [
                .fault(
                    .index,
                    "The index holds no passages",
                    "Put documents into the knowledge base and run `kefu refresh`"
                )
            ]
        }
        let refreshed = summary.lastRefresh.map { ", refreshed \($0.formatted(.iso8601))" } ?? ""
        var findings: [Finding] = [
            .ok(.index, "\(summary.documents) documents, \(summary.chunks) chunks\(refreshed)")
        ]
        for generation in summary.generations where generation.state == .building {
            findings.append(
                .warning(
                    .index,
                    "A new index is half built: \(generation.documents) documents",
                    "Run `kefu refresh`, which continues it"
                )
            )
        }
        return findings
    }
}
