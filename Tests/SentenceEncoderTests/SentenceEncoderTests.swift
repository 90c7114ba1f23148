import Foundation
import RAGCore
import Testing

@testable import SentenceEncoder

@Suite("Sentence encoder")
struct SentenceEncoderTests {
    /// The slower kernels get the shorter texts. Long texts differ only in windows, which do not depend on the kernel.
    @Test(
        "embeddings equal those of the reference, except of traditional characters",
        arguments: Kernel.allCases.filter(\.isAvailable)
    )
    func reference(kernel: Kernel) async throws {
        let encoder = try InstalledModel.encoder(kernel: kernel)
        let references = try Reference.all().filter { $0.ids.count < (kernel == .fastest ? .max : 40) }
            .filter { $0.text.inSimplifiedCharacters == $0.text }
        for role in [EmbeddingRole.query, .passage] {
            let references = references.filter { $0.role == role }
            let embeddings = try await encoder.embed(references.map(\.text), as: role)
            for (reference, embedding) in zip(references, embeddings) {
                #expect(try #require(reference.embedding?.cosine(to: embedding)) >= 0.999, "\(reference)")
            }
        }
    }

    @Test("traditional characters are read as simplified ones, Japanese as it is")
    func scripts() async throws {
        let found = try await InstalledModel.encoder().embed(["退貨運費由誰承擔？", "退货运费由谁承担？", "図書館の本", "图书馆の本"], as: .query)
        #expect(found[0] == found[1])
        #expect(found[2] != found[3])
    }

    @Test("an embedding does not depend on other texts, the order or the number of threads")
    func independence() async throws {
        let texts = ["退货需要几天内申请?", "", "a", String(repeating: "How long do refunds take? ", count: 110), "奥运会", "亚运会"]
        let one = try InstalledModel.encoder(threads: 1)
        var alone: [Embedding] = []
        for text in texts { alone.append(try await one.embed(text, as: .passage)) }
        for threads in [2, 5] {
            let encoder = try InstalledModel.encoder(threads: threads)
            #expect(try await encoder.embed(texts, as: .passage) == alone)
            #expect(try await encoder.embed(texts.reversed(), as: .passage) == alone.reversed())
        }
    }

    @Test("the classic example: the Olympic Games are nearer to the Asian Games than to the underground")
    func classic() async throws {
        let found = try await InstalledModel.encoder().embed(["奥运会", "亚运会", "北京地铁"], as: .query)
        let near = try #require(found[0].cosine(to: found[1]))
        #expect(near > (try #require(found[0].cosine(to: found[2]))))
        #expect(near > (try #require(found[1].cosine(to: found[2]))))
    }

    @Test("no texts give no embeddings")
    func nothing() async throws {
        #expect(try await InstalledModel.encoder().embed([String](), as: .query).isEmpty)
    }

    @Test("a cancelled task stops before the work is done")
    func cancellation() async throws {
        let encoder = try InstalledModel.encoder()
        let texts = [String](repeating: String(repeating: "退货需要几天内申请?", count: 100), count: 400)
        let task = Task { try await encoder.embed(texts, as: .passage) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test("the error for a missing file names its path and a remedy")
    func missing() throws {
        let file = URL(filePath: "/nonexistent/model.bin")
        let error = try #require(throws: RAGError.self) { try SentenceEncoder(modelFile: file) }
        #expect(error.code == .notConfigured)
        #expect(error.message.contains("/nonexistent/model.bin"))
        #expect(error.hint != nil)
    }
}
