import RAGCore
import Testing

@testable import SQLiteStore

@Suite struct IndexTextsTests {
    @Test("the texts of the current generation are read with titles and their version")
    func texts() async throws {
        let folder = try TemporaryFolder()
        let store = try SQLiteStore(at: folder.index, access: .readWrite)
        #expect(try await store.readTexts(into: 0) { count, _ in count += 1 } == nil)
        let chunks = [Samples.chunk(0, "退货政策", [1, 2]), Samples.chunk(1, "warranty", [2, 1])]
        try await store.replace(Samples.document("a"), with: chunks)
        let read = try #require(try await store.readTexts(into: [String]()) { $0.append($1) })
        for text in ["退货政策", "warranty"] { #expect(read.result.contains(text)) }
        #expect(read.result.contains { $0.contains(Samples.document("a").title) })
        #expect(read.version == (try await store.currentVersion()))
    }
}
