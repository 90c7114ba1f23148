import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct CorpusFileTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func corpus(_ text: String) throws -> KnowledgeBase {
        let file = folder.url.appending(path: "corpus.jsonl")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return KnowledgeBase(corpus: file)
    }

    @Test("each line is a document with its identifier and title, read as plain text")
    func reading() async throws {
        let base = try corpus(
            "\u{FEFF}" + #"{"_id": "a/1.md", "title": "退款", "text": "两天到账。\n\n三天到卡。"}"# + "\r\n\n"
                + #"{"id": "b", "text": "How long it takes\n\nTwo days."}"# + "\n"
                + #"{"id": "c", "title": "only a title", "text": ""}"#
        )
        let files = try await base.inventory().files
        #expect(files.keys.sorted() == ["a/1.md", "b", "c"])
        let first = try base.read(#require(files["a/1.md"]))
        #expect(first.title == "退款")
        #expect(Chunker().chunks(of: first).map(\.text) == ["两天到账。\n\n三天到卡。"])
        let second = try base.read(#require(files["b"]))
        #expect(second.title == "How long it takes")
        #expect(second.language == .english)
        #expect(try base.read(#require(files["c"])).source.text == "only a title")
    }

    @Test("an edit of one line changes only that document")
    func editing() async throws {
        let lines = (0..<50).map { #"{"id": "\#($0)", "text": "text \#($0)"}"# }
        let before = try await corpus(lines.joined(separator: "\n")).inventory().files
        let edited = ["{\"id\": \"new\", \"text\": \"longer than before\"}"] + lines.dropFirst()
        let base = try corpus(edited.joined(separator: "\n"))
        let after = try await base.inventory().files
        #expect(after["0"] == nil && after["new"] != nil)
        #expect((1..<50).allSatisfy { after["\($0)"]?.contentHash == before["\($0)"]?.contentHash })
        #expect(try base.read(#require(after["49"])).source.text == "text 49")
    }

    @Test(
        "a line that is not a document is reported with its number",
        arguments: [
            ("{\"id\": \"a\", \"text\": \"t\"}\n\nnonsense", "corpus.jsonl:3 is not"),
            ("{\"id\": \"a\"}", "corpus.jsonl:1 is not"),
            (
                "{\"id\": \"a\", \"text\": \"t\"}\n{\"id\": \"a\", \"text\": \"u\"}",
                "corpus.jsonl:2 has the id of line 1"
            ),
            ("\n\n", "holds no documents"),
        ]
    )
    func faults(text: String, words: String) async throws {
        let base = try corpus(text)
        let error = await #expect(throws: RAGError.self) { try await base.inventory() }
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }

    @Test("a text is embedded once, also in different calls; queries and passages are kept apart")
    func cachedQuestions() async throws {
        let counting = CountingEmbedder()
        let embedder = CachingEmbedder(counting, cache: MemoryStore())
        let first = try await embedder.embed(["a", "b", "a"], as: .query)
        #expect(first.count == 3 && first[0] == first[2])
        let again = try await embedder.embed(["b", "c"], as: .query)
        #expect(again[0] == first[1])
        #expect(try await embedder.embed([], as: .query).isEmpty)
        _ = try await embedder.embed(["a"], as: .passage)
        #expect(await counting.texts == ["a", "b", "c", "a"])
    }
}
