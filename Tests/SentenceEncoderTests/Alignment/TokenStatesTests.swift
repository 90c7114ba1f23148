import CMatrixKernels
import RAGCore
import Synchronization
import Testing

@testable import SentenceEncoder

@Suite("Token states")
struct TokenStatesTests {
    private func scores(_ question: String, _ passages: [String]) async throws -> (inner: [Float], last: [Float]) {
        let encoder = try InstalledModel.encoder()
        let asked = try await encoder.questionTokens(of: question)
        let cosines = try await encoder.passageTokens(of: passages).map { encoder.cosines(of: asked, with: $0) }
        func score(_ cosines: [Float]) -> Float { zip(asked.weights, cosines).reduce(0) { $0 + $1.0 * $1.1 } }
        return (cosines.map { score($0.inner) }, cosines.map { score($0.last) })
    }

    @Test(
        "the passage that answers is closer than one about the same thing, and that closer than another",
        arguments: [
            (
                "退货要几天之内申请？", "签收后七天内可以申请退货。", "退货的运费由买家承担，请寄到上海仓库。", "我们的办公室在北京。"
            ),
            (
                "How many days do I have to return a coat?", "Coats can be returned within 30 days.",
                "Coats are made of wool and are washed by hand.", "Our office is in Berlin."
            ),
            (
                "保修期是多久？", "The warranty lasts two years from the date of purchase.",
                "Devices under warranty are repaired in our workshop.", "Parking is free for guests."
            ),
        ]
    )
    func order(question: String, answer: String, near: String, far: String) async throws {
        let scores = try await scores(question, [answer, near, far])
        for scores in [scores.inner, scores.last] {
            #expect(scores == scores.sorted(by: >), "\(scores)")
            #expect(scores[0] > 1.5 * scores[2], "\(scores)")
        }
    }

    @Test("the embedding and the tokens of a question come from one run, also for calls at the same time")
    func question() async throws {
        let encoder = try InstalledModel.encoder()
        let runs = Mutex(0)
        let questions = RecentQuestions()
        let encode: @Sendable () async throws -> EncodedQuestion = {
            runs.withLock { $0 += 1 }
            return EncodedQuestion(
                embedding: try await encoder.embed(["退货要几天？", "b"], as: .query)[0],
                tokens: QuestionTokens(pieces: ["a"], weights: [1], states: [])
            )
        }
        let first = try await questions.encoded("退货要几天？", encode)
        async let second = questions.encoded("退货要几天？", encode)
        async let third = questions.encoded("退货要几天？", encode)
        #expect(try await [second.embedding, third.embedding] == [first.embedding, first.embedding])
        #expect(runs.withLock(\.self) == 1)
        #expect(try await encoder.encoded("退货要几天？").embedding == first.embedding)
    }

    @Test("prefix and marks are left out, and a word counts by how rare it is")
    func tokens() async throws {
        let tokens = try await InstalledModel.encoder().questionTokens(of: "the invoice")
        #expect(tokens.pieces.joined() == "▁the▁invoice")
        #expect(abs(tokens.weights.reduce(0, +) - 1) < 0.001)
        #expect(try #require(tokens.weights.first) < 0.2)
        #expect(tokens.states.count == tokens.pieces.count * 2 * 384)
    }

    @Test("one run gives the same states and embeddings as two, for short texts and for one of several windows")
    func oneRun() async throws {
        let encoder = try InstalledModel.encoder()
        let texts = ["退货要几天？", String(repeating: "How long do refunds take? ", count: 110), ""]
        let pairs = try await encoder.tokensAndEmbeddings(of: texts)
        #expect(try await encoder.passageTokens(of: texts) == pairs.map(\.0))
        #expect(try await encoder.embed(texts, as: .passage) == pairs.map(\.1))
        #expect(pairs[1].0.bytes.count == encoder.tokenCount(texts[1]) * 2 * 96)
    }

    @Test("small dimensions have no sign, the others that of their side of the mean")
    func signs() {
        var state = [Float](repeating: 0, count: 16)
        (state[0], state[1], state[9]) = (8, -8, 4)
        let bits = TokenState.signs(state[...], minus: [Float](repeating: 0, count: 16))
        #expect(bits == [1, 2, 2, 0])
        #expect(TokenState.signs(state[...], minus: state) == [0, 0, 0, 0])
        #expect(TokenState.bytes(state[...], minus: [Float](repeating: 0, count: 16))[..<2] == [127, -127])
    }

    @Test("all kernels find the same cosines", arguments: Kernel.allCases.filter(\.isAvailable))
    func kernels(kernel: Kernel) {
        // One token of 32 dimensions: 1 in the first eight, -1 in the next eight. The question agrees with 12 of 16.
        let passage: [UInt8] = [0xFF, 0, 0, 0, 0, 0xFF, 0, 0]
        let question = (0..<32).map { Int8($0 < 8 ? 10 : $0 < 12 ? -10 : $0 < 16 ? 10 : 0) }
        var best: [Float] = [0, 0]
        mk_align(kernel.level, question + [Int8](repeating: 0, count: 32), 2, passage, 1, 32, &best)
        #expect(abs(best[0] - 8.0 / 16) < 0.0001)
        #expect(best[1] == 0, "a token without a state")
        mk_align(kernel.level, question, 1, passage, 0, 32, &best)
        #expect(best[0] == 0, "a passage without tokens")
    }
}
