import Foundation
import Testing

/// What a user sees who holds a run against an earlier one and against known answers.
@Suite struct BatchReviewTests {
    private let documents = ["faq.csv": "question,answer\n退货要在几天内申请？,签收后 15 天内可以申请退货。\n运费多少？,满 99 元包邮，否则 8 元。"]
    private let alone = ["KEFU_COMPLETION_PROVIDER": "none"]

    private func put(_ text: String, _ name: String, in root: URL) throws {
        try text.write(to: root.appending(path: name), atomically: true, encoding: .utf8)
    }

    private func text(_ name: String, in root: URL) throws -> String {
        try String(contentsOf: root.appending(path: name), encoding: .utf8)
    }

    @Test("a run is compared, scored, reviewed and reported")
    func review() async throws {
        try await withWorkspace(documents) { root in
            _ = try await Program.run("refresh", in: root, environment: alone)
            try put("问题,标准答案\n退货要在几天内申请？,15 天内\n你好,\n=1+1 等于几？,=2", "q.csv", in: root)
            try put("问题,answer,decision\n退货要在几天内申请？,签收后 7 天内可以退货。,answered\n不再问的,x,answered", "last.csv", in: root)
            let arguments = [
                "batch", "q.csv", "--output", "a.csv", "--diff", "last.csv", "--expected", "标准答案", "--review",
                "todo.csv",
                "--report", "report.html",
            ]
            let run = try await Program.run(arguments, in: root, environment: alone)
            #expect(run.code == 0, "\(run.errors)")
            #expect(
                run.errors.contains("Compared with last.csv: 1 changed in fact, 2 new row, 1 no longer asked"),
                "\(run.errors)"
            )
            #expect(
                run.errors.contains("1 of 2 answers agree with the expected ones (0 exactly, 1 contain"),
                "\(run.errors)"
            )
            let answers = try text("a.csv", in: root)
            #expect(answers.hasPrefix("问题,标准答案,answer,decision,"))
            #expect(answers.contains(",error,change,difference,earlier answer,match,f1\r\n"))
            #expect(answers.contains("\r\n'=1+1 等于几？,'=2,"))
            let todo = try text("todo.csv", in: root)
            #expect(todo.contains(",why,alike\r\n"))
            #expect(todo.contains("changed in fact: 7 天 → 15 天"))
            let page = try text("report.html", in: root)
            #expect(page.contains("default-src 'none'") && page.contains("退货要在几天内申请？"))
        }
    }

    @Test("a file that is no earlier output, or a column that is not there, is told before anything is asked")
    func mistakes() async throws {
        try await withWorkspace { root in
            try put("question\nHow much?\n", "q.csv", in: root)
            for (option, word) in [
                (["--diff", "q.csv"], "has no column answer"), (["--expected", "known"], "has no column known"),
            ] {
                let run = try await Program.run(
                    ["batch", "q.csv", "--output", "a.csv"] + option,
                    in: root,
                    environment: alone
                )
                #expect(run.code == 64)
                #expect(run.errors.contains(word), "\(run.errors)")
            }
        }
    }
}
