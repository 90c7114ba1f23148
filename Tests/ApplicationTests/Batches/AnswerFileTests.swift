import Batch
import Foundation
import RAGCore
import Testing

@testable import Application

@Suite struct AnswerFileTests {
    private func withInput(
        _ questions: String = "one\n\ntwo\n",
        _ body: (BatchInput, URL) async throws -> Void
    ) async throws {
        try await withWorkspace { workspace in
            let file = workspace.root.appending(path: "q.csv")
            try ("question\n" + questions).write(to: file, atomically: true, encoding: .utf8)
            try await body(try BatchInput(file.path, column: nil, sheet: nil), workspace.root)
        }
    }

    @Test(
        "the extension decides the format unless one is named",
        arguments: [
            ("a.csv", nil, .csv), ("a.TSV", nil, .tsv), ("a.xlsx", nil, .xlsx), ("a.jsonl", nil, .jsonl),
            ("-", nil, .csv),
            ("a.txt", .jsonl, .jsonl), ("a.csv", .tsv, .tsv),
        ] as [(String, AnswerFile.Format?, AnswerFile.Format)]
    )
    func format(path: String, named: AnswerFile.Format?, expected: AnswerFile.Format) async throws {
        try await withInput { input, root in
            let path = path == "-" ? path : root.appending(path: path).path
            let file = try AnswerFile(path, format: named, input: input)
            #expect(file.format == expected)
            #expect(file.name == (path == "-" ? "stdout" : path))
        }
    }

    @Test("an unknown extension, a folder and the file of questions are refused")
    func refusals() async throws {
        try await withInput { input, root in
            func message(_ path: String, format: AnswerFile.Format? = nil) -> String {
                let error = #expect(throws: UsageError.self) { _ = try AnswerFile(path, format: format, input: input) }
                return error?.message ?? ""
            }
            #expect(message("a.doc").contains("not 'a.doc'; or use --format"))
            #expect(message(root.appending(path: "q.csv").path).contains("never overwritten"))
            #expect(message(root.path, format: .csv) == "--output names a folder; name a file in it")
        }
    }

    @Test("a file without questions is refused, and so is one that cannot be read")
    func inputs() async throws {
        try await withWorkspace { workspace in
            func message(_ path: String) -> String {
                let error = #expect(throws: UsageError.self) { _ = try BatchInput(path, column: nil, sheet: nil) }
                return error?.message ?? ""
            }
            let empty = workspace.root.appending(path: "e.csv")
            try "question\n\n \n".write(to: empty, atomically: true, encoding: .utf8)
            #expect(message(empty.path) == "\(empty.path) holds no questions")
            #expect(message("gone.csv") == "gone.csv cannot be read; name an existing file, or - for stdin")
        }
    }

    private func row(_ number: Int, _ text: String) -> AnsweredRow {
        var row = AnsweredRow(row: number, question: text)
        row.answer = "A" + text
        row.decision = .direct
        return row
    }

    private func lines(_ file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline).map(String.init)
    }

    @Test("the file of an earlier run stays until a row comes that it may lack")
    func replacement() async throws {
        try await withInput("one\ntwo\n") { input, root in
            let url = root.appending(path: "a.csv")
            let file = try AnswerFile(url.path, format: nil, input: input)
            try "old\n".write(to: url, atomically: true, encoding: .utf8)
            var writer = try AnswerFileWriter(file, for: input)
            #expect(writer.nextPlace == "question 1 (line 2 of \(input.name))")
            _ = try writer.write(row(0, "one"), isNew: false)
            #expect(try lines(url) == ["old"])
            #expect(writer.nextPlace == "question 2 (line 3 of \(input.name))")
            _ = try writer.write(row(1, "two"), isNew: true)
            #expect(try lines(url).count == 3, "header and both rows")
            #expect(writer.nextPlace == "the end")
            try writer.close(isComplete: true)
            #expect(try lines(url).count == 3)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: root.path).allSatisfy { !$0.hasSuffix(".part") }
            )
        }
    }

    @Test("an interrupted run that asked nothing leaves the earlier file as it was; a complete one replaces it")
    func interruption() async throws {
        try await withInput("one\ntwo\n") { input, root in
            let url = root.appending(path: "a.csv")
            let file = try AnswerFile(url.path, format: nil, input: input)
            try "old\n".write(to: url, atomically: true, encoding: .utf8)
            var stopped = try AnswerFileWriter(file, for: input)
            _ = try stopped.write(row(0, "one"), isNew: false)
            try stopped.close(isComplete: false)
            #expect(try lines(url) == ["old"])
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: root.path).allSatisfy { !$0.hasSuffix(".part") }
            )
            var whole = try AnswerFileWriter(file, for: input)
            for (number, text) in ["one", "two"].enumerated() { _ = try whole.write(row(number, text), isNew: false) }
            try whole.close(isComplete: true)
            #expect(try lines(url).count == 3)
        }
    }

    @Test(
        "prices: four digits below 1, two above",
        arguments: [(0.00046, "0.0005"), (0.9999, "0.9999"), (1, "1.00"), (12.345, "12.35")]
    )
    func price(value: Double, text: String) { #expect(value.priceText == text) }
}
