import Foundation
import Testing

@Suite struct StatusTests {
    @Test("what was left out of documents is told by the status, also long after the refresh that read them")
    func notes() async throws {
        let documents = [
            "en/fees.html":
                "<h1>Fees</h1><p>The fee is <del>5</del> 7 euros.</p><p>It is paid once a month, by card.</p>",
            "en/plain.md": "# Plain\n\nNothing is left out here.\n",
        ]
        try await withWorkspace(documents) { root in
            _ = try await Program.run("refresh", in: root)
            _ = try await Program.run("refresh", in: root)
            let text = try await Program.run("status", in: root)
            #expect(text.output.contains("en/fees.html: 1 struck-through text was left out"), "\(text.output)")
            let report = try #require(try await Program.run("status", "--json", in: root).json() as? [String: Any])
            let notes = try #require((report["index"] as? [String: Any])?["notes"] as? [[String: Any]])
            #expect(notes.map { $0["path"] as? String } == ["en/fees.html"])
        }
    }
}
