import Foundation
import Ingestion
import RAGCore
import SQLiteStore
import Testing

@testable import Application

@Suite struct RefreshJobTests {
    private let documents = [
        "a.md": "# A\n\nGoods may be returned within 15 days.\n", "b.md": "# B\n\nShipping costs 12 yuan.\n",
    ]

    /// Refreshes once at `now`, and returns what was done and how many embeddings are left.
    private func refresh(_ assembly: Assembly, now: Date = Date()) async throws -> (RefreshReport, embeddings: Int) {
        let job = try await RefreshJob(assembly, now: { now })
        let report = try await job.run(allowRemovals: true) { _ in }.report
        try job.close()
        let index = try SQLiteStore(at: assembly.settings.workspace.database, access: .readOnly)
        return (report, try await index.summary().embeddings)
    }

    @Test("embeddings that no document has used for 30 days are removed, and not before")
    func pruning() async throws {
        try await withAssembly(documents) { assembly in
            #expect(try await refresh(assembly).embeddings == 2)
            let file = assembly.settings.knowledgeBase.folder.appending(path: "b.md")
            try FileManager.default.removeItem(at: file)
            let day = 86_400.0
            let removal = try await refresh(assembly)
            #expect(removal.0.removed == ["b.md"])
            #expect(removal.embeddings == 2, "an edit that is undone costs nothing")
            #expect(try await refresh(assembly, now: Date(timeIntervalSinceNow: 29 * day)).embeddings == 2)
            #expect(try await refresh(assembly, now: Date(timeIntervalSinceNow: 31 * day)).embeddings == 1)
        }
    }

    @Test("a refresh is dated, brings the vector files up to date, and reports its progress")
    func recording() async throws {
        try await withAssembly(documents) { assembly in
            let events = Recorded<String>()
            let now = Date(timeIntervalSince1970: 1_900_000_000)
            let job = try await RefreshJob(assembly, now: { now })
            let (report, web) = try await job.run { event in
                if case .progress(let progress) = event {
                    events.add("\(progress.documentsTotal)")
                } else {
                    events.add("other")
                }
            }
            try job.close()
            #expect(report.added == ["a.md", "b.md"])
            #expect(web.isEmpty)
            #expect(Set(events.values) == ["2"], "without web sources only progress is reported")
            let index = try SQLiteStore(at: assembly.settings.workspace.database, access: .readOnly)
            #expect(try await index.summary().lastRefresh == now)
            let vectors = try FileManager.default.contentsOfDirectory(atPath: assembly.settings.workspace.vectors.path)
            #expect(!vectors.isEmpty)
        }
    }

    @Test("a dry run writes nothing and dates nothing")
    func dryRun() async throws {
        try await withAssembly(documents) { assembly in
            let job = try await RefreshJob(assembly)
            let report = try await job.run(dryRun: true) { _ in }.report
            try job.close()
            #expect(report.isDryRun)
            #expect(report.added == ["a.md", "b.md"])
            let index = try SQLiteStore(at: assembly.settings.workspace.database, access: .readOnly)
            let summary = try await index.summary()
            #expect(summary.documents == 0 && summary.embeddings == 0)
            #expect(summary.lastRefresh == nil)
        }
    }

    @Test(
        "a removal of more than the share that is set is refused, unless it is allowed",
        arguments: [("75", false), ("74", true)]
    )
    func removals(percent: String, isRefused: Bool) async throws {
        let names = ["a", "b", "c", "d"].map { "\($0).md" }
        let documents = Dictionary(uniqueKeysWithValues: names.map { ($0, "# \($0)\n\nText of \($0).\n") })
        try await withAssembly(documents, flags: ["refresh.removal-percent": percent]) { assembly in
            _ = try await refresh(assembly)
            let folder = assembly.settings.knowledgeBase.folder
            for name in names.dropFirst() { try FileManager.default.removeItem(at: folder.appending(path: name)) }
            let job = try await RefreshJob(assembly)
            if isRefused {
                let error = await #expect(throws: RAGError.self) { _ = try await job.run { _ in } }
                #expect(error?.message.hasPrefix("3 of 4 documents are gone") == true)
                #expect(try await job.run(allowRemovals: true) { _ in }.report.removed == ["b.md", "c.md", "d.md"])
            } else {
                #expect(try await job.run { _ in }.report.removed == ["b.md", "c.md", "d.md"])
            }
            try job.close()
        }
    }

    @Test("after a change of chunk size the old index comes back by a roll-back, and again to return")
    func rollBack() async throws {
        try await withServerAndWorkspace { workspace, environment in
            func assembly(_ flags: [String: String] = [:]) async throws -> Assembly {
                let settings = try await Settings.load(workspace: workspace, flags: flags, environment: environment)
                return Assembly(settings, notify: { _ in })
            }
            let first = try await assembly()
            _ = try await refresh(first)
            _ = try await refresh(try await assembly(["chunking.tokens": "64"]))
            let job = try await RefreshJob(first)
            let back = try await job.rollBack()
            #expect(back.current.recipe.chunker == first.chunker.recipe)
            #expect(back.withdrawn?.chunker != first.chunker.recipe)
            let forth = try await job.rollBack()
            #expect(forth.current.recipe.chunker != first.chunker.recipe)
            #expect(forth.withdrawn == nil)
            try job.close()
        }
    }

    private func withServerAndWorkspace(_ body: (Workspace, [String: String]) async throws -> Void) async throws {
        try await withAssembly(documents) { assembly in
            let environment = [
                "OPENAI_BASE_URL": assembly.settings.embedding.model.baseURL, "KEFU_NETWORK_ATTEMPTS": "1",
            ]
            try await body(assembly.settings.workspace, environment)
        }
    }
}
