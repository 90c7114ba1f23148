import RAGCore
import Testing

@testable import SentenceEncoder

@Suite struct CodeSpaceTests {
    @Test("the sentences are whole pairs, each once, and each half is in its language")
    func pairs() {
        let pairs = ParallelSentences.pairs
        #expect(pairs.count >= 64)
        #expect(Set(pairs.map(\.chinese)).count == pairs.count && Set(pairs.map(\.english)).count == pairs.count)
        #expect(pairs.allSatisfy { Language(of: $0.chinese) == .chinese && Language(of: $0.english) == .english })
    }

    private func cosine(_ first: Embedding, _ second: Embedding) throws -> Float {
        try #require(first.cosine(to: second))
    }

    @Test("the component that tells the languages apart is removed")
    func language() throws {
        let space = CodeSpace(
            chinese: [Embedding(unitLength: [0.8, 0.6, 0])],
            english: [Embedding(unitLength: [0.8, -0.6, 0])]
        )
        let passages = try [[0.9, 0.3, 0.4], [0.9, -0.3, 0.4]].map { try #require(Embedding(normalizing: $0)) }
        let placed = passages.map(space.embedding)
        #expect(placed.allSatisfy { abs($0.components[1]) < 1e-6 && abs($0.components[2]) > 0.1 })
        #expect(try cosine(placed[0], placed[1]) > 0.9999)
    }

    @Test("a passage that is near to everything becomes less near, one that is far from everything nearer")
    func hubs() throws {
        let space = CodeSpace(
            chinese: [Embedding(unitLength: [0.96, 0.28, 0])],
            english: [Embedding(unitLength: [0.96, -0.28, 0])]
        )
        let mean = Embedding(unitLength: [1, 0, 0])
        let near = try #require(Embedding(normalizing: [0.95, 0, 0.312]))
        let far = try #require(Embedding(normalizing: [0.7, 0, 0.714]))
        #expect(try cosine(space.embedding(near), mean) < cosine(near, mean) - 0.01)
        #expect(try cosine(space.embedding(far), mean) > cosine(far, mean) + 0.01)
        #expect(CodeSpace(chinese: [], english: []).embedding(near) == near)
    }

    @Test("a Chinese question prefers the function that does it to one that merely contains Chinese")
    func chinese() async throws {
        let encoder = try InstalledModel.encoder()
        let texts = [
            "func isPrime(_ n: Int) -> Bool { (2..<n).allSatisfy { n % $0 != 0 } }",
            "func title() -> String { \"这是一个关于退货的中文标题，请您选择\" }",
        ]
        let question = try await encoder.embed("判断一个整数能不能只被 1 和它自己整除", as: .query)
        let passages = try await encoder.embed(texts, as: .passage)
        let code = try await encoder.embed(texts, as: .code)
        func lead(_ embeddings: [Embedding]) throws -> Float {
            try cosine(question, embeddings[0]) - cosine(question, embeddings[1])
        }
        #expect(try lead(code) > lead(passages) + 0.01)
        #expect(try lead(code) > 0)
        #expect(encoder.embedsCode)
        #expect(try await encoder.embed([String](), as: .code).isEmpty)
        #expect(try await encoder.embed(texts[1], as: .code) == code[1])
    }

    @Test("a value is computed once, and again after a failure")
    func once() async throws {
        let calls = Calls()
        let once = Once<Int>()
        await #expect(throws: CancellationError.self) { try await once.value { throw CancellationError() } }
        for _ in 0..<3 { #expect(try await once.value { await calls.next() } == 1) }
    }

    private actor Calls {
        private var made = 0

        func next() -> Int {
            made += 1
            return made
        }
    }
}
