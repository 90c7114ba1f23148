import Foundation
import RAGCore
import Testing

@testable import Evaluation

@Suite struct RetrievalCasesTests {
    private func folder(corpus: String, queries: String, qrels: String) throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cases-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in [("corpus.jsonl", corpus), ("queries.jsonl", queries), ("qrels.tsv", qrels)] {
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        return folder
    }

    @Test("documents, questions and grades are read; questions without a relevant document are left out")
    func reading() throws {
        let folder = try folder(
            corpus: #"{"_id": "d1", "title": "退款", "text": "两天"}"# + "\n" + #"{"id": "d2", "text": "x"}"#,
            queries: #"{"id": "q1", "text": "几天?", "history": ["退款?", {"role": "agent", "text": "好的"}]}"# + "\n"
                + #"{"id": "q2", "text": "?"}"#,
            qrels: "query-id\tcorpus-id\tscore\nq1\td1\t2\nq2\td1\t0\n"
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        let cases = try RetrievalCases(folder: folder)
        #expect(cases.corpus.map(\.title) == ["退款", ""])
        #expect(cases.corpus.map(\.text) == ["两天", "x"])
        #expect(cases.queries.map(\.id) == ["q1"])
        #expect(cases.queries.first?.history == ["退款?", "好的"])
        #expect(cases.judgements["q1"] == ["d1": 2])
    }

    @Test("a broken line is named with its number")
    func brokenLine() throws {
        let folder = try folder(corpus: "{\"id\": \"d\", \"text\": \"t\"}\nnonsense", queries: "", qrels: "")
        defer { try? FileManager.default.removeItem(at: folder) }
        let error = #expect(throws: RAGError.self) { try RetrievalCases(folder: folder) }
        #expect(error?.message.contains("corpus.jsonl:2") == true)
    }
}
