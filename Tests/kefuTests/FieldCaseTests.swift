import Foundation
import OperatingSystem
import Testing

/// Questions about the documents of Tests/Fixtures/field-cases, which were read wrongly once, asked with the search
/// that answers customers.
@Suite struct FieldCaseTests {
    @Test(
        "the right passage comes first, and the facts are in the passages",
        .enabled(if: ToolRun.path(of: "pdftotext") != nil, "pdftotext is not installed: no PDF was read")
    )
    func search() async throws {
        let cases = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/field-cases")
            .standardizedFileURL
        try await withWorkspace([:]) { root in
            let files = FileManager.default
            for name in try files.contentsOfDirectory(atPath: cases.path)
            where !name.hasSuffix(".sse") && name != "questions.tsv" && !name.hasPrefix("08-batch") {
                try files.copyItem(
                    at: cases.appending(path: name),
                    to: root.appending(path: "knowledge-base/\(name)")
                )
            }
            _ = try await Program.run("refresh", in: root)
            let questions = cases.appending(path: "questions.tsv").path
            let run = try await Program.run("evaluate", "--json", questions, in: root)
            let report = try #require((try run.json() as? [[String: Any]])?.first)
            let metrics = try #require(report["metrics"] as? [String: [String: Any]])
            #expect(metrics["facts@4"]?["mean"] as? Double == 1, "\(run.output)")
            #expect(metrics["hit@1"]?["mean"] as? Double ?? 0 >= 0.97, "\(run.output)")
        }
    }
}
