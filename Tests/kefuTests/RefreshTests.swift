import Foundation
import LoopbackServer
import Testing

/// The refresh job as an administrator runs it.
@Suite struct RefreshTests {
    /// The fields of the report that `kefu refresh --json` prints.
    private func refresh(_ arguments: String..., in root: URL) async throws -> [String: Any] {
        let outcome = try await Program.run(["refresh", "--json"] + arguments, in: root)
        #expect(outcome.code == 0, "\(outcome.errors)")
        return try #require(try outcome.json() as? [String: Any], "\(outcome.errors)")
    }

    @Test("a moved document keeps its embeddings, an edited one is embedded again, a removed one goes")
    func edits() async throws {
        try await withWorkspace { root in
            _ = try await refresh(in: root)
            let folder = root.appending(path: "knowledge-base")
            try FileManager.default.moveItem(
                at: folder.appending(path: "zh/returns.md"),
                to: folder.appending(path: "zh/退货.md")
            )
            let moved = try await refresh(in: root)
            #expect(moved["moved"] as? [String: String] == ["zh/returns.md": "zh/退货.md"])
            #expect(moved["embedded"] as? Int == 0)
            try write("# Refunds\n\nRefunds take 2 days.", to: "en/refunds.md", in: root)
            try FileManager.default.removeItem(at: folder.appending(path: "en/faq.csv"))
            let edited = try await refresh(in: root)
            #expect(edited["changed"] as? [String] == ["en/refunds.md"])
            #expect(edited["removed"] as? [String] == ["en/faq.csv"])
            #expect(edited["embedded"] as? Int == 1)
        }
    }

    @Test("a dry run says the price and changes nothing")
    func dryRun() async throws {
        try await withWorkspace(configuration: "embedding:\n  price-per-million-tokens: 100000\n") { root in
            let report = try await refresh("--dry-run", in: root)
            #expect(report["isDryRun"] as? Bool == true)
            #expect(report["cost"] as? Double == (report["tokens"] as? Int).map { Double($0) / 10 })
            #expect((report["added"] as? [String])?.count == 3)
            #expect(try await Program.run("search", "refund", in: root).code == 3)
        }
    }

    @Test("documents of a second folder stand below its name, with its tags, and searches can be held to them")
    func sources() async throws {
        let configuration = """
            knowledge-base: {sources: [handbook]}
            source: {handbook: {path: handbook, exclude: [drafts/**], tags: [intern]}}
            """
        try await withWorkspace(configuration: configuration) { root in
            for (path, text) in [
                ("handbook/money.md", "# Refund limits\n\nUp to 500 yuan."), ("handbook/drafts/x.md", "# X\n\nx"),
            ] {
                let file = root.appending(path: path)
                try FileManager.default.createDirectory(
                    at: file.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try text.write(to: file, atomically: true, encoding: .utf8)
            }
            let report = try await refresh(in: root)
            #expect((report["added"] as? [String])?.contains("handbook/money.md") == true)
            #expect((report["added"] as? [String])?.count == 4)
            for filter in [["--tag", "Intern"], ["--source", "handbook"]] {
                let search = try await Program.run(["search", "--json", "refund"] + filter, in: root)
                let hits = try #require(try search.json() as? [[String: Any]], "\(search.errors)")
                #expect(hits.map { $0["path"] as? String } == ["handbook/money.md"])
            }
            let none = try await Program.run("search", "--json", "--tag", "nobody", "refund", in: root)
            #expect(try none.json() as? [Int] == [])
        }
    }

    @Test("a main folder that is gone takes no document away, though there are other sources")
    func missingMainFolder() async throws {
        let configuration = "knowledge-base: {sources: [handbook]}\nsource: {handbook: {path: handbook}}\n"
        try await withWorkspace(configuration: configuration) { root in
            let handbook = root.appending(path: "handbook")
            try FileManager.default.createDirectory(at: handbook, withIntermediateDirectories: true)
            try "# Limits\n\nUp to 500 yuan.".write(
                to: handbook.appending(path: "a.md"),
                atomically: true,
                encoding: .utf8
            )
            _ = try await refresh(in: root)
            try FileManager.default.moveItem(
                at: root.appending(path: "knowledge-base"),
                to: root.appending(path: "elsewhere")
            )
            let gone = try await Program.run("refresh", "--json", in: root)
            #expect(gone.code == 1)
            #expect((try gone.json() as? [String: Any])?["removed"] as? [String] == [])
        }
    }

    @Test("pages of a web site become documents with their addresses; when the site is away they stay")
    func web() async throws {
        let page =
            "<html><head><title>Shipping</title></head><body><h1>Shipping</h1><p>Parcels leave within a day.</p></body></html>"
        try await withWorkspace { root in
            try await withServer { connection in
                while let request = connection.readRequest() {
                    let isPage = request.path == "/help"
                    try connection.respond(
                        isPage ? 200 : 404,
                        ["Content-Type": "text/html"],
                        body: isPage ? page : "gone"
                    )
                }
            } _: { server in
                let configuration = """
                    knowledge-base: {sources: [site]}
                    source: {site: {pages: ["http://127.0.0.1:\(server.port)/help"]}}
                    """
                try configuration.write(to: root.appending(path: "kefu.yaml"), atomically: true, encoding: .utf8)
                let report = try await refresh(in: root)
                #expect((report["added"] as? [String])?.contains { $0.hasPrefix("site/") } == true)
            }
            let away = try await Program.run("refresh", in: root)
            #expect(away.code == 1, "a site that is away is a fault")
            let search = try await Program.run("search", "--json", "--source", "site", "parcels", in: root)
            let hits = try #require(try search.json() as? [[String: Any]], "\(search.errors)")
            #expect((hits.first?["url"] as? String)?.hasSuffix("/help") == true)
        }
    }

    @Test("what a document becomes is shown with its places; one that cannot be read is named")
    func chunks() async throws {
        try await withWorkspace { root in
            let shown = try await Program.run("chunks", "--json", "knowledge-base/en/faq.csv", in: root)
            let documents = try #require(try shown.json() as? [[String: Any]], "\(shown.errors)")
            let passages = try #require(documents.first?["chunks"] as? [[String: Any]])
            #expect(passages.first?["question"] as? String == "Do you gift-wrap?")
            #expect(passages.first?["firstLine"] as? Int == 2)
            let missing = try await Program.run("chunks", "nothing.md", "knowledge-base/zh/returns.md", in: root)
            #expect(missing.code == 1)
            #expect(missing.errors.contains("nothing.md"))
            #expect(missing.output.contains("退货期限"))
        }
    }
}
