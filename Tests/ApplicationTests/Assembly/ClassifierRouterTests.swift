import Insight
import RAGCore
import Testing

@testable import Application

@Suite("A router that uses a classifier")
struct ClassifierRouterTests {
    /// Places texts by the words in them.
    private struct WordEmbedder: Embedder {
        var model = EmbeddingModel(name: "words")
        private static let words = ["refund", "money", "parcel", "courier", "weather", "poem"]

        func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
            texts.compactMap { text in
                let noise = Float(text.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) % 97 }) / 970
                return Embedding(normalizing: [0.3, noise] + Self.words.map { text.contains($0) ? 1 : 0 })
            }
        }
    }

    private func file(_ embedder: WordEmbedder) async throws -> ClassifierFile {
        let texts = (0..<24).map { number in
            number % 2 == 0
                ? "the \(number % 4 == 0 ? "refund" : "money") of order \(number)"
                : "the \(number % 4 == 1 ? "parcel" : "courier") of order \(number)"
        }
        let unrelated = try await embedder.embed(
            BackgroundQuestions.all.enumerated().map { $0.offset % 2 == 0 ? "weather \($0.offset)" : $0.element },
            as: .query
        )
        let examples = try LabelledTexts(
            texts,
            languages: texts.map { _ in .english },
            vectors: VectorTable(try await embedder.embed(texts, as: .query)),
            labels: texts.indices.map { $0 % 2 == 0 ? "Refund Desk" : "Delivery Desk" },
            unrelated: VectorTable(unrelated),
            names: VectorTable(components: [], dimensions: 0)
        )
        return ClassifierFile(model: embedder.model, classifier: try TextClassifier(examples))
    }

    @Test("it names the team that is more likely than all other answers together, and else none")
    func team() async throws {
        let embedder = WordEmbedder()
        let router = try ClassifierRouter(try await file(embedder), embedder: embedder)
        #expect(try await router.team(for: "the money of order 77") == "Refund Desk")
        #expect(try await router.team(for: "the courier of order 78") == "Delivery Desk")
        #expect(try await router.team(for: "weather poem") == nil)
    }

    @Test("a classifier that was learned with another embedding model is refused")
    func otherModel() async throws {
        let file = try await file(WordEmbedder())
        let error = #expect(throws: RAGError.self) {
            try ClassifierRouter(file, embedder: WordEmbedder(model: EmbeddingModel(name: "other")))
        }
        #expect(error?.code == .notConfigured)
    }
}
