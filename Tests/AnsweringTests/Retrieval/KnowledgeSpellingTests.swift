import Foundation
import RAGCore
import Synchronization
import Testing

@testable import Answering

@Suite struct KnowledgeSpellingTests {
    /// An index with one text.
    private final class Index: IndexTexts {
        private let state: Mutex<(version: Int64, text: String, reads: Int)>

        init(_ text: String) { state = Mutex((1, text, 0)) }

        var reads: Int { state.withLock { $0.reads } }

        func replace(_ text: String) {
            state.withLock { state in
                state.version += 1
                state.text = text
            }
        }

        func currentVersion() async throws -> IndexVersion? {
            IndexVersion(generation: 1, revision: state.withLock { $0.version })
        }

        func readTexts<Result: Sendable>(
            into result: Result,
            _ body: @escaping @Sendable (inout Result, String) -> Void
        ) async throws -> (version: IndexVersion, result: Result)? {
            let (version, text, _) = state.withLock { state in
                state.reads += 1
                return state
            }
            var result = result
            body(&result, text)
            return (IndexVersion(generation: 1, revision: version), result)
        }
    }

    private func spelling(_ index: Index, _ file: URL? = nil) -> KnowledgeSpelling {
        KnowledgeSpelling(index, file: file) { ([:], ["the": -8]) }
    }

    @Test("words are counted once, and anew when the index changed")
    func changes() async throws {
        let index = Index("the warranty of the headphones")
        let spelling = spelling(index)
        #expect(try await spelling.correction(of: "the warrnaty") == "the warranty")
        #expect(try await spelling.correction(of: "the headphnoes") == "the headphones")
        #expect(index.reads == 1)
        index.replace("the keyboard of the parcel")
        try await spelling.bringUpToDate()
        #expect(index.reads == 2)
        #expect(try await spelling.correction(of: "the warrnaty") == nil)
        #expect(try await spelling.correction(of: "the parcle") == "the parcel")
    }

    @Test("another process reads the counted words from the file")
    func file() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: file) }
        let index = Index("the warranty of the headphones")
        try await spelling(index, file).bringUpToDate()
        #expect(try await spelling(index, file).correction(of: "the warrnaty") == "the warranty")
        #expect(index.reads == 1)
        index.replace("the parcel")
        #expect(try await spelling(index, file).correction(of: "the parcle") == "the parcel")
        #expect(index.reads == 2)
    }
}
