import Foundation
import Testing

/// What a user sees who judges the search, with the real model and a real database.
@Suite struct EvaluateTests {
    private func write(_ text: String, to name: String, in root: URL) throws {
        let file = root.appending(path: name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }

    private let table = """
        question\tlanguage\tsources\tfact\tkind
        退货要在几天内申请？\tzh\tzh/returns.md#退货期限\t15 天|15天\t
        How long do refunds take?\ten\ten/refunds.md\t2 business days\t
        Do you wrap gifts?\ten\ten/faq.csv\t7 yuan\t
        明天北京会下雨吗\tzh\t\t\tfar
        """

    @Test("questions about the workspace are judged by source, fact and decision; a floor that is not met ends with 1")
    func ownQuestions() async throws {
        try await withWorkspace { root in
            try write(table, to: "cases.tsv", in: root)
            let before = try await Program.run("evaluate", "cases.tsv", in: root)
            #expect(before.code == 3, "without an index there is nothing to judge: \(before.errors)")
            _ = try await Program.run("refresh", in: root)
            let outcome = try await Program.run(
                "evaluate",
                "--json",
                "cases.tsv",
                "--floor",
                "hit@1=0.9",
                "--floor",
                "facts@4=0.9",
                in: root,
                environment: ["KEFU_COMPLETION_PROVIDER": "none"]
            )
            #expect(outcome.code == 1)
            #expect(outcome.errors.contains("facts@4 is 0.6667, 0.2333 below 0.9"))
            #expect(!outcome.errors.contains("hit@1"))
            let report = try #require((try outcome.json() as? [[String: Any]])?.first)
            let metrics = try #require(report["metrics"] as? [String: [String: Double]])
            #expect(metrics["hit@1"]?["mean"] == 1)
            #expect(metrics["answered"]?["mean"] == 1 && metrics["declined"]?["mean"] == 1)
            let results = try #require(report["results"] as? [[String: Any]])
            #expect(results[2]["missingFacts"] as? [String] == ["7 yuan"])
            let evidence = try #require(results[0]["evidence"] as? [String: Any])
            #expect(evidence["topScore"] as? Double ?? 0 > 0.8)
            let passage = try #require((results[0]["passages"] as? [[String: Any]])?.first)
            #expect(passage["path"] as? String == "zh/returns.md" && passage["isExpected"] as? Bool == true)
        }
    }

    @Test("a folder in BEIR's form has an index of its own; two configurations are compared on it question by question")
    func folders() async throws {
        try await withWorkspace { root in
            let documents = [("d1", "E-1042", "The main brush is jammed."), ("d2", "E-1043", "A wheel is stuck.")]
            let corpus = documents.map { "{\"_id\": \"\($0)\", \"title\": \"\($1)\", \"text\": \"\($2)\"}" }
            try write(corpus.joined(separator: "\n"), to: "set/corpus.jsonl", in: root)
            try write(
                "{\"_id\": \"q1\", \"text\": \"E-1043\"}\n{\"_id\": \"q2\", \"text\": \"brush\"}",
                to: "set/queries.jsonl",
                in: root
            )
            try write("query-id\tcorpus-id\tscore\nq1\td2\t1\nq2\td1\t1\n", to: "set/qrels.tsv", in: root)
            let plain = try await Program.run("evaluate", "set", in: root)
            #expect(plain.code == 0, "\(plain.errors)")
            #expect(plain.output.contains("nDCG@10") && plain.output.contains("1.000 [1.00, 1.00]"))
            #expect(!FileManager.default.fileExists(atPath: root.appending(path: ".kefu/knowledge.sqlite").path))

            let compared = try await Program.run(
                "evaluate",
                "--json",
                "--compare",
                "default",
                "retrieval.vector-weight=0,chunking.tokens=64",
                "set",
                in: root
            )
            #expect(compared.code == 0, "\(compared.errors)")
            let pair = try #require((try compared.json() as? [[String: Any]])?.first)
            let comparisons = try #require(pair["comparisons"] as? [[String: Any]])
            #expect(comparisons.count == 4 && comparisons[0]["metric"] as? String == "nDCG@10")
            let indexes = try FileManager.default.contentsOfDirectory(
                atPath: root.appending(path: ".kefu/evaluations").path
            )
            #expect(indexes.count { $0.hasPrefix("set-") } == 2, "another chunker has another index")
        }
    }

    @Test(
        "what cannot be judged is told with its place, before any work",
        arguments: [
            (["evaluate"], 64, "Name a folder or a file"), (["evaluate", "nowhere"], 1, "There are no cases at"),
            (["evaluate", "x.tsv", "--metric", "precision@3"], 64, "--metric takes a measure"),
            (["evaluate", "x.tsv", "--floor", "hit@1"], 64, "--floor takes a measure"),
            (["evaluate", "x.tsv", "--compare", "default"], 64, "--compare takes two"),
            (["evaluate", "x.tsv", "--compare", "default", "retrieval.topk=3"], 3, "Perhaps retrieval.top-k is meant"),
            (["evaluate", "x.tsv", "--compare", "default", "nonsense"], 64, "neither default"),
        ]
    )
    func badInput(arguments: [String], code: Int32, words: String) async throws {
        try await withWorkspace { root in
            try write("question\tfact\nx\ty\n", to: "x.tsv", in: root)
            let outcome = try await Program.run(arguments, in: root)
            #expect(outcome.code == code)
            #expect(outcome.errors.contains(words), "\(outcome.errors)")
        }
    }
}
