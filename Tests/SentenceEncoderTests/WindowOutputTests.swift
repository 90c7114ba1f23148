import RAGCore
import Testing

@testable import SentenceEncoder

@Suite("Window means")
struct WindowOutputTests {
    private let model = EmbeddingModel(name: "tiny")

    private func part(_ text: Int, _ tokens: Range<Int>, _ mean: [Float]) -> WindowOutput {
        WindowOutput(window: WindowPlan.Window(text: text, tokens: tokens), values: mean)
    }

    @Test("a text of one window has the direction of its mean")
    func single() throws {
        let found = try WindowOutput.embeddings(of: 1, from: [part(0, 0..<7, [3, 4])], model: model)
        #expect(found == [try #require(Embedding(normalizing: [3, 4]))])
    }

    @Test("windows count by their tokens, in whatever order they come")
    func weights() throws {
        let parts = [part(0, 0..<300, [1, 0]), part(0, 300..<400, [0, 1])]
        let expected = try #require(Embedding(normalizing: [300, 100]))
        #expect(try WindowOutput.embeddings(of: 1, from: parts, model: model) == [expected])
        #expect(try WindowOutput.embeddings(of: 1, from: parts.reversed(), model: model) == [expected])
    }

    @Test("every window goes to its own text")
    func texts() throws {
        let parts = [part(1, 0..<2, [0, 2]), part(0, 0..<2, [5, 0]), part(1, 2..<4, [0, 3])]
        let found = try WindowOutput.embeddings(of: 2, from: parts, model: model)
        #expect(
            found == [try #require(Embedding(normalizing: [1, 0])), try #require(Embedding(normalizing: [0, 1]))]
        )
    }

    @Test("a mean without direction is an error that names the model", arguments: [[0, 0], [.nan, 1]] as [[Float]])
    func noDirection(mean: [Float]) {
        let error = #expect(throws: RAGError.self) {
            try WindowOutput.embeddings(of: 1, from: [part(0, 0..<1, mean)], model: model)
        }
        #expect(error?.message == "The embedding model tiny computed a vector that is zero or not finite")
        #expect(error?.hint?.contains("scripts/setup") == true)
    }
}
