import Foundation
import RAGCore
import Testing

@testable import Evaluation

@Suite struct CaseSetTests {
    /// A folder of its own with files by name and text.
    private func withFolder(_ files: [String: String], _ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "cases-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in files {
            try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
        }
        try body(folder)
    }

    @Test(
        "questions and grades are read; a question without a relevant document is left out, one without an answer stays"
    )
    func folders() throws {
        let queries = """
            {"_id": "q1", "text": "几天?", "history": ["退款?", {"role": "agent", "text": "好的"}]}
            {"id": "q2", "text": "?"}

            {"id": "q3", "text": "柏林有店吗", "kind": "far-out", "answerable": false}
            """
        let qrels = "query-id\tcorpus-id\tscore\nq1\td1\t2\nq2\td1\t0\n"
        try withFolder(["corpus.jsonl": "", "queries.jsonl": queries, "qrels.tsv": qrels]) { folder in
            let set = try CaseSet(at: folder)
            #expect(set.cases.map(\.id) == ["q1", "q3"])
            #expect(set.cases[0].history == ["退款?", "好的"])
            #expect(set.cases[0].grades == ["d1": 2])
            #expect(set.cases[1].isAnswerable == false)
            #expect(set.cases[1].groups == ["far-out"])
            #expect(set.corpus == folder.appending(path: "corpus.jsonl"))
            #expect(set.withoutHistory.cases[0].history.isEmpty)
        }
    }

    @Test("the questions of one folder are asked about the documents of another")
    func acrossLanguages() throws {
        let qrels = "q\td\t1\n"
        try withFolder(["queries.jsonl": #"{"id": "q", "text": "几天?"}"#, "qrels.tsv": qrels]) { chinese in
            try withFolder(["corpus.jsonl": ""]) { english in
                let set = try CaseSet(at: english, queries: chinese)
                #expect(set.cases.map(\.question) == ["几天?"])
                #expect(set.corpus == english.appending(path: "corpus.jsonl"))
            }
        }
    }

    @Test("a table has sources, facts with their wordings, and unanswerable questions")
    func tables() throws {
        let table = """
            question\tlanguage\tsources\tfact\tfact 2\tkind
            退货需要几天内申请?\tzh\tzh/returns.md|faq.csv#退货\t15 天|15天\t12 元\t
            柏林有实体店吗\tzh\t\t\t\tfar
            """
        try withFolder(["cases.tsv": table]) { folder in
            let set = try CaseSet(at: folder.appending(path: "cases.tsv"))
            #expect(set.corpus == nil)
            #expect(set.cases[0].id == "cases.tsv:2")
            #expect(set.cases[0].sources.map(\.description) == ["zh/returns.md", "faq.csv#退货"])
            #expect(set.cases[0].facts.map(\.wordings) == [["15 天", "15天"], ["12 元"]])
            #expect(set.cases.map(\.isAnswerable) == [true, false])
            #expect(set.cases[1].groups == ["zh", "far"])
        }
    }

    @Test("JSON lines have the same fields as a table")
    func lines() throws {
        let lines = """
            {"id": "a", "question": "那运费呢?", "history": ["怎么退货?", "寄回来"], "source": "zh/returns.md", "facts": [["12 元", "12元"], "免费"]}
            {"question": "Is there a shop in Berlin?", "answerable": false, "language": "en"}
            """
        try withFolder(["cases.jsonl": lines]) { folder in
            let cases = try CaseSet(at: folder.appending(path: "cases.jsonl")).cases
            #expect(cases[0].history.count == 2)
            #expect(cases[0].facts.map(\.wordings) == [["12 元", "12元"], ["免费"]])
            #expect(cases[1].isAnswerable == false)
            #expect(cases[1].language == .english)
        }
    }

    @Test("each turn of a conversation is a case whose history is the questions before it")
    func conversations() throws {
        let line = #"{"id": "c", "turns": [{"question": "怎么退货?"}, {"question": "那运费呢?", "facts": ["12 元"]}]}"#
        try withFolder(["cases.jsonl": line]) { folder in
            let cases = try CaseSet(at: folder.appending(path: "cases.jsonl")).cases
            #expect(cases.map(\.id) == ["c/1", "c/2"])
            #expect(cases.map(\.history) == [[], ["怎么退货?", ""]])
            #expect(cases.map(\.kind) == ["turn 1", "turn 2"])
        }
    }

    @Test(
        "errors name file and line",
        arguments: [
            ("a.tsv", "question\tsorces\nx\ty\n", "a.tsv:1 has an unknown column sorces"),
            ("a.tsv", "frage\nx\n", "a.tsv:1 is not a header"),
            ("a.tsv", "question\tfact\nx\n\t12\n", "a.tsv:3 has no question"),
            ("a.tsv", "question\tfact\nx\ty\tz\n", "a.tsv:2 has 3 fields under 2 columns"),
            ("a.tsv", "question\tlanguage\nx\tde\n", "a.tsv:2 has the unknown language de"),
            ("a.tsv", "question\tanswerable\nx\tperhaps\n", "a.tsv:2 has perhaps under answerable"),
            ("a.tsv", "question\tfact\tanswerable\nx\ty\tno\n", "a.tsv:2 is marked as unanswerable but has"),
            ("a.jsonl", "{\"question\": \"x\"}\nnonsense\n", "a.jsonl:2 is not a JSON object"),
            ("a.tsv", "", "a.tsv is empty"),
        ]
    )
    func faults(name: String, text: String, words: String) throws {
        try withFolder([name: text]) { folder in
            let error = #expect(throws: RAGError.self) { try CaseSet(at: folder.appending(path: name)) }
            #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
        }
    }

    @Test("errors in questions and judgements of a folder name file and line")
    func brokenFolders() throws {
        let good = #"{"id": "q", "text": "t"}"#
        for (queries, qrels, words) in [
            (good + "\nnonsense", "q\td\t1\n", "queries.jsonl:2 is not"),
            (good + "\n" + good, "q\td\t1\n", "queries.jsonl:2 has the id"),
            (good, "q\td\t1\nq\td\n", "qrels.tsv:2 is not"),
        ] {
            try withFolder(["queries.jsonl": queries, "qrels.tsv": qrels]) { folder in
                let error = #expect(throws: RAGError.self) { try CaseSet(at: folder) }
                #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
            }
        }
        #expect(throws: RAGError.self) { try CaseSet(at: URL(filePath: "/nowhere/at-all")) }
    }

    @Test("a sample is the same every time, in the order of the questions")
    func samples() {
        let set = CaseSet(name: "s", cases: (0..<100).map { EvaluationCase(id: String($0), question: "q\($0)") })
        let sample = set.sample(10).cases.compactMap { Int($0.id) }
        #expect(sample.count == 10 && sample == sample.sorted())
        #expect(sample == set.sample(10).cases.compactMap { Int($0.id) })
        #expect(sample != Array(0..<10))
        #expect(set.sample(1_000).cases.count == 100)
    }
}
