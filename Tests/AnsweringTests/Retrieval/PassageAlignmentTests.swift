import RAGCore
import Synchronization
import Testing

@testable import Answering

@Suite("Alignment of passages")
struct PassageAlignmentTests {
    private func alignments(_ scores: [Int64: Float], weight: Float = 0.5) -> PassageAlignments {
        PassageAlignments(
            question: QuestionTokens(pieces: ["▁a"], weights: [1], states: []),
            alignments: scores.mapValues {
                Alignment(cosines: TokenCosines(inner: [$0 / 2], last: [$0]), weights: [1])
            },
            weight: weight
        )
    }

    @Test("half of the score is the alignment, and the scores stay within their range")
    func mix() throws {
        let scores: [Int64: Float] = [1: 0.9, 2: 0.8, 3: 0.5]
        let found = alignments([1: 0.2, 2: 0.6, 3: 0.4]).mixed(into: scores)
        #expect(found.sorted { $0.value > $1.value }.map(\.key) == [2, 1, 3])
        #expect(found.values.allSatisfy { (0.5...0.9).contains($0) })
        let little = alignments([1: 0.2, 2: 0.6, 3: 0.4], weight: 0.1).mixed(into: scores)
        #expect(little.sorted { $0.value > $1.value }.map(\.key) == [1, 2, 3])
    }

    @Test("a passage without an alignment keeps its score")
    func without() throws {
        let found = alignments([1: 0.1, 3: 0.5]).mixed(into: [1: 0.9, 2: 0.8, 3: 0.7, 4: 0.6])
        #expect(found[2] == 0.8)
        #expect(found[4] == 0.6)
        #expect(abs(try #require(found[3]) - 0.8) < 0.001)
        #expect(alignments([:]).mixed(into: [1: 0.9]) == [1: 0.9])
    }

    @Test("passages are put in the order of new scores, and equal ones keep their order")
    func order() {
        let ranking = [(1, 0.9), (2, 0.8), (3, 0.7)].map { ScoreMix.Ranked(chunkID: $0.0, score: $0.1) }
        #expect(ScoreMix.reordered(ranking, by: [1: 0.5, 2: 0.5, 3: 0.6]).map(\.chunkID) == [3, 1, 2])
        #expect(ScoreMix.reordered(ranking, by: [3: 1]).map(\.chunkID) == [3, 1, 2])
    }

    @Test("the lead is the distance to the passages behind the first five; few passages have none")
    func lead() throws {
        let scores = Dictionary(uniqueKeysWithValues: (0..<10).map { (Int64($0), $0 < 5 ? Float(0.7) : 0.3) })
        let found = alignments(scores.merging([0: 0.8]) { $1 })
        #expect(found.best == 0.8)
        #expect(abs(try #require(found.lead) - 0.5) < 0.001)
        #expect(abs(try #require(found.innerLead) - 0.25) < 0.001)
        #expect(try #require(found.weakestLead) > 1)
        #expect(alignments([1: 0.5, 2: 0.1]).lead == nil)
        #expect(alignments([1: 0.5, 2: 0.1]).weakestLead == nil)
        #expect(alignments([:]).best == nil)
    }

    @Test("states are computed once, at most twelve in a search, and programs are left out")
    func computing() async throws {
        let encoder = LetterEncoder()
        let aligner = PassageAligner(encoder, keeping: RecentTokenStates())
        var hits = (1...14).map { passage(Int64($0), "text \($0)").hit }
        let code = Chunk(
            ordinal: 0,
            text: "f()",
            headingPath: [],
            range: 0..<3,
            lines: 1...1,
            language: nil,
            code: .function
        )
        hits.insert(SearchHit(chunkID: 99, documentPath: "a.c", documentTitle: "", chunk: code, score: 1), at: 0)
        let question = try await aligner.tokens(of: "text 3")
        #expect(try await aligner.alignments(of: question, in: .english, with: hits).alignments.count == 12)
        let again = try await aligner.alignments(of: question, in: .english, with: hits)
        #expect(again.alignments.count == 14)
        #expect(again.alignments[99] == nil)
        #expect(encoder.computed.withLock(\.self) == 14)
    }

    @Test("an alignment counts more where no passage is in the language of the question")
    func acrossLanguages() async throws {
        let aligner = PassageAligner(LetterEncoder(), keeping: RecentTokenStates(), weight: 0.3)
        let question = try await aligner.tokens(of: "退款")
        let english = passage(1, "refunds").hit, chinese = passage(2, "退款").hit
        #expect(try await aligner.alignments(of: question, in: .chinese, with: [english]).weight == 0.7)
        #expect(try await aligner.alignments(of: question, in: .chinese, with: [english, chinese]).weight == 0.3)
        let strong = PassageAligner(LetterEncoder(), keeping: RecentTokenStates(), weight: 0.9)
        #expect(try await strong.alignments(of: question, in: .chinese, with: [english]).weight == 0.9)
    }
}

/// An encoder whose only token of a text is its length, and that counts the passages it reads.
private final class LetterEncoder: TokenEncoder {
    let stateForm = "letters"
    let computed = Mutex(0)

    func questionTokens(of question: String) async throws -> QuestionTokens {
        QuestionTokens(pieces: [question], weights: [1], states: [Int8(question.count)])
    }

    func passageTokens(of passages: [String]) async throws -> [PassageTokens] {
        computed.withLock { $0 += passages.count }
        return passages.map { PassageTokens(bytes: [UInt8($0.count)]) }
    }

    func cosines(of question: QuestionTokens, with passage: PassageTokens) -> TokenCosines {
        TokenCosines(inner: [0.4], last: [0.5])
    }
}
