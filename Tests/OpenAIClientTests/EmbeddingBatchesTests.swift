import RAGCore
import Testing

@testable import OpenAIClient

@Suite("Batches of texts")
struct EmbeddingBatchesTests {
    @Test("a batch exceeds neither the limit for texts nor that for tokens")
    func bounds() {
        let texts = Array(repeating: "one two three", count: 10)
        let byCount = EmbeddingBatches(texts, limits: EmbeddingLimits(textsPerRequest: 4))
        #expect(byCount.batches == [0..<4, 4..<8, 8..<10])
        let byTokens = EmbeddingBatches(texts, limits: EmbeddingLimits(tokensPerRequest: 10))
        #expect(byTokens.batches == [0..<3, 3..<6, 6..<9, 9..<10])
        #expect(EmbeddingBatches([], limits: EmbeddingLimits()).batches.isEmpty)
    }

    @Test("an empty text is sent as a space")
    func empty() {
        #expect(EmbeddingBatches(["", "a"], limits: EmbeddingLimits()).pieces.map(\.content) == [" ", "a"])
    }

    @Test("a long text is cut where a sentence ends, and every character is kept")
    func windows() {
        let text = String(repeating: "退货需要七天。", count: 100)
        let windows = TextWindows.split(text, maximumTokens: 120)
        #expect(windows.map { String($0.text) }.joined() == text)
        #expect(windows.allSatisfy { $0.tokens <= 120 && $0.text.hasSuffix("。") })
    }

    @Test("a text without a good place to cut is cut anyway, down to one character", arguments: [1, 7, 100])
    func unbroken(limit: Int) {
        let text = String(repeating: "👨‍👩‍👧‍👦字x", count: 99)
        let windows = TextWindows.split(text, maximumTokens: limit)
        #expect(windows.map { String($0.text) }.joined() == text)
        #expect(windows.allSatisfy { $0.tokens <= limit || $0.text.count == 1 })
    }

    @Test("windows of a text are averaged by their length")
    func merge() throws {
        let limits = EmbeddingLimits(tokensPerText: 4)
        let plan = EmbeddingBatches(["a", "one two three four five six seven", "b"], limits: limits)
        #expect(plan.pieces.map(\.text) == [0, 1, 1, 2])
        let merged = plan.merge([[1, 0], [1, 0], [0, 1], [0, 2]])
        let weights = plan.pieces[1...2].map { Float($0.tokens) }
        #expect(merged[0] == Embedding(normalizing: [1, 0]))
        #expect(merged[1] == Embedding(normalizing: weights))
        #expect(merged[2] == Embedding(normalizing: [0, 1]))
    }
}
