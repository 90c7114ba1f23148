import Foundation
import RAGCore
import Testing

@testable import Application

@Suite struct EmbedJobTests {
    private func write(_ text: String, _ name: String, for assembly: Assembly) throws -> String {
        let file = assembly.settings.workspace.root.appending(path: name)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    private func run(_ assembly: Assembly, _ path: String, as role: EmbeddingRole? = nil) async throws
        -> (EmbedJob.Summary, rows: [[String: Any]], progress: [[Int]])
    {
        var bytes = Data()
        var progress: [[Int]] = []
        let summary = try await EmbedJob(assembly, format: .jsonl).run(.file(path), as: role) {
            bytes += $0
        } progress: {
            progress.append([$0, $1])
        }
        let rows = try bytes.split(separator: UInt8(ascii: "\n")).map {
            try #require(try JSONSerialization.jsonObject(with: $0) as? [String: Any])
        }
        return (summary, rows, progress)
    }

    @Test("each text has its vector in the order of the file, also a text that comes twice, over several parts")
    func order() async throws {
        try await withAssembly { assembly in
            let texts = (0..<300).map { "text \($0 % 290)" }
            let path = try write(texts.joined(separator: "\n"), "texts.txt", for: assembly)
            let (summary, rows, progress) = try await run(assembly, path)
            #expect(summary.rows == 300)
            #expect(summary.role == "query")
            #expect(rows.compactMap { $0["text"] as? String } == texts)
            #expect(rows[5]["vector"] as? [Double] == rows[295]["vector"] as? [Double])
            #expect(rows[5]["vector"] as? [Double] != rows[6]["vector"] as? [Double])
            #expect(progress.count > 1)
            #expect(progress.last == [300, 300])
        }
    }

    @Test("the functions of source code are its texts, embedded as passages")
    func code() async throws {
        try await withAssembly { assembly in
            let source = """
                /// Adds two numbers.
                func addNumbers(_ a: Int, _ b: Int) -> Int {
                    a + b
                }

                /// Doubles a number.
                func doubled(_ a: Int) -> Int {
                    2 * a
                }
                """
            let path = try write(source, "Math.swift", for: assembly)
            let (summary, rows, _) = try await run(assembly, path)
            #expect(summary.role == "passage")
            #expect(summary.rows == 2)
            let first = try #require(rows.first?["text"] as? String)
            #expect(first.contains("Adds two numbers.") && first.contains("addNumbers") && !first.contains("doubled"))
            #expect(rows.map { $0["place"] as? String } == [path + ":1", path + ":6"])
            #expect(try await run(assembly, path, as: .query).0.role == "query")
        }
    }

    @Test("NPY has one row of 32-bit floats for each function of source code")
    func codeAsNPY() async throws {
        try await withAssembly { assembly in
            let source = "int one(void) {\n    return 1;\n}\n\nint sum_of(int a, int b) {\n    return a + b;\n}\n"
            let path = try write(source, "math.c", for: assembly)
            var bytes = Data()
            let job = EmbedJob(assembly, format: .npy)
            let summary = try await job.run(.file(path)) {
                bytes += $0
            } progress: { _, _ in
            }
            #expect(summary.rows == 2)
            let end = try #require(bytes.firstIndex(of: UInt8(ascii: "\n"))) + 1
            let header = String(decoding: bytes[10..<end], as: UTF8.self)
            #expect(bytes.starts(with: [0x93] + Array("NUMPY".utf8)))
            #expect(header.contains("'<f4'") && header.contains("(2, \(summary.dimensions))"))
            #expect(end % 64 == 0)
            #expect(bytes.count - end == 2 * summary.dimensions * 4)
        }
    }

    @Test("vectors that are known are not computed again, even if the service is gone")
    func cached() async throws {
        try await withAssembly { assembly in
            let path = try write("one\ntwo", "texts.txt", for: assembly)
            let first = try await run(assembly, path).rows.compactMap { $0["vector"] as? [Double] }
            let gone = try await Settings.load(
                workspace: assembly.settings.workspace,
                flags: ["completion.provider": "none"],
                environment: ["OPENAI_BASE_URL": "http://127.0.0.1:1", "KEFU_NETWORK_ATTEMPTS": "1"]
            )
            let again = try await run(Assembly(gone) { _ in }, path).rows.compactMap { $0["vector"] as? [Double] }
            #expect(again == first)
        }
    }

    @Test("an empty text is left out with a note; a file without texts is a usage error", arguments: ["", "\n \n"])
    func empty(text: String) async throws {
        try await withAssembly { assembly in
            let path = try write("question\na\n\"\"\nb\n", "q.csv", for: assembly)
            #expect(try await run(assembly, path).0.rows == 2)
            let none = try write(text, "empty.csv", for: assembly)
            await #expect(throws: UsageError.self) { _ = try await run(assembly, none) }
            let code = try write(text, "empty.py", for: assembly)
            await #expect(throws: UsageError.self) { _ = try await run(assembly, code) }
        }
    }
}
