import RAGCore
import Testing

@testable import Grounding

/// Gives each word of a sentence a closeness of its own, whatever the passage.
private struct ListedEncoder: TokenEncoder {
    let stateForm = "listed"
    let closeness: [String: Float]

    func questionTokens(of question: String) async throws -> QuestionTokens {
        let words = question.split(separator: " ")
        return QuestionTokens(
            pieces: words.map { "▁" + $0 },
            weights: words.map { _ in 1 },
            states: words.map { _ in 1 }
        )
    }

    func passageTokens(of passages: [String]) async throws -> [PassageTokens] {
        passages.map { _ in PassageTokens(bytes: [1]) }
    }

    func cosines(of question: QuestionTokens, with passage: PassageTokens) -> TokenCosines {
        let last = question.pieces.map { closeness[$0.replacing("▁", with: "")] ?? 1 }
        return TokenCosines(inner: last.map { _ in 1 }, last: last)
    }
}

@Suite struct SentenceAlignerTests {
    private let passage = "The depot in Jiaxing checks every unit within two days."

    private func verdict(_ sentence: String, farWord: String?) async -> SentenceSupport {
        let check = SupportCheck(passages: [1: passage], question: "")
        let aligner = farWord.map {
            SentenceAligner(ListedEncoder(closeness: [$0: 0.1]), keeping: RecentTokenStates())
        }
        return await check.check(sentence: sentence, alignedBy: aligner, embedded: [1: passage])
    }

    @Test("a replaced word that is far from every word of the passage is unsupported, a near one is not")
    func replaced() async {
        let sentence = "the depot in Jiaxing repairs every unit within two days."
        let far = await verdict(sentence, farWord: "repairs")
        #expect(far.verdict == .unsupported && far.missing.map(\.kind) == [.replacement])
        #expect(await verdict(sentence, farWord: "nothing").verdict == .supported)
        #expect(await verdict(sentence, farWord: nil).verdict == .supported, "without an encoder the words decide")
    }
}
