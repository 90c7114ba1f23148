import Foundation
import RAGCore
import Testing

@testable import Application

@Suite struct SimilarityJobTests {
    private func write(_ text: String, _ name: String, for assembly: Assembly) throws -> String {
        let file = assembly.settings.workspace.root.appending(path: name)
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    @Test("texts are compared as they are given, and their nearest pair is found")
    func texts() async throws {
        try await withAssembly { assembly in
            let table = try await SimilarityJob(assembly).compare(["aaa", "zz", "aab"])
            #expect(table.texts == ["aaa", "zz", "aab"])
            #expect(table.places == [nil, nil, nil])
            #expect(table.cosines.indices.allSatisfy { abs(table.cosines[$0][$0] - 1) < 1e-5 })
            let pairs = table.nearestPairs(2)
            #expect(pairs.count == 2)
            #expect((pairs[0].first, pairs[0].second) == (0, 2))
            #expect(pairs[0].cosine >= pairs[1].cosine)
        }
    }

    @Test("the path of a source file stands for its functions, with the place of each")
    func functions() async throws {
        try await withAssembly { assembly in
            let path = try write("def one():\n    return 1\n\ndef two():\n    return 2\n", "math.py", for: assembly)
            let table = try await SimilarityJob(assembly).compare(["returns one", path])
            #expect(table.texts == ["returns one", "math › one()", "math › two()"])
            #expect(table.places == [nil, path + ":1", path + ":4"])
            #expect(table.cosines.map(\.count) == [3, 3, 3])
            let pairs = table.nearestPairs(9).map { [$0.first, $0.second] }
            #expect(Set(pairs) == [[0, 1], [0, 2]], "a pair is a text and a function")
            // Texts are embedded as queries and passages as passages, each in its own place.
            let again = try await SimilarityJob(assembly).compare([path, "returns one"])
            #expect(again.cosines[0][2] == table.cosines[1][0])
        }
    }

    @Test("the name of a file that does not exist is refused, and a text with a dot is not")
    func missingFile() async throws {
        try await withAssembly { assembly in
            await #expect(throws: UsageError.self) {
                _ = try await SimilarityJob(assembly).compare(["no/such.swift", "b"])
            }
            let table = try await SimilarityJob(assembly).compare(["see returns.md", "v1.2", "24/7"])
            #expect(table.texts == ["see returns.md", "v1.2", "24/7"])
        }
    }

    @Test(
        "a table of texts and an empty file are usage errors",
        arguments: [("a.csv", "question\na\n"), ("a.py", "\n")]
    )
    func refused(name: String, text: String) async throws {
        try await withAssembly { assembly in
            let path = try write(text, name, for: assembly)
            await #expect(throws: UsageError.self) { _ = try await SimilarityJob(assembly).compare([path, "b"]) }
        }
    }
}
