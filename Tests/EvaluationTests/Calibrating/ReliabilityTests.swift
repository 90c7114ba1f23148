import Answering
import RAGCore
import Testing

@testable import Evaluation

@Suite("Reliability") struct ReliabilityTests {
    private func outcomes(_ certainty: Double, right: Int, of count: Int) -> [Reliability.Outcome] {
        (0..<count).map { Reliability.Outcome(certainty: certainty, isRight: $0 < right) }
    }

    @Test("a certainty of .9 that is right nine times in ten has no error")
    func perfect() {
        let reliability = Reliability(outcomes(0.9, right: 90, of: 100) + outcomes(0.25, right: 25, of: 100))
        #expect(reliability.expectedError < 1e-9)
    }

    @Test("the error is the distance of certainty and share, weighted by the number of answers")
    func weighted() {
        // 75 answers are .4 too certain, 25 are .1 not certain enough.
        let reliability = Reliability(outcomes(0.8, right: 30, of: 75) + outcomes(0.5, right: 15, of: 25))
        #expect(abs(reliability.expectedError - (0.75 * 0.4 + 0.25 * 0.1)) < 1e-9)
    }

    @Test("a certainty of 1 falls into the last bin, and no outcomes have no error")
    func ends() {
        #expect(Reliability(outcomes(1, right: 4, of: 4) + outcomes(0, right: 0, of: 4)).expectedError == 0)
        #expect(Reliability([Reliability.Outcome]()).expectedError == 0)
    }

    @Test("the picture has a dot for each bin, the error and the escaped title")
    func picture() {
        let picture = Reliability(outcomes(0.9, right: 5, of: 10) + outcomes(0.1, right: 1, of: 10))
            .picture(title: "a < b")
        #expect(picture.split(separator: "<circle").count == 3)
        #expect(picture.contains("error 0.200, 20 questions"))
        #expect(picture.contains("a &lt; b"))
        #expect(picture.hasPrefix("<svg") && picture.hasSuffix("</svg>\n"))
    }

    @Test("outcomes are put into ten bins by certainty")
    func bins() {
        let bins = Reliability(
            outcomes(0.19, right: 1, of: 1) + outcomes(0.1, right: 0, of: 1) + outcomes(0.2, right: 1, of: 2)
        ).bins
        #expect(bins.map(\.count) == [2, 2])
        #expect(abs(bins[0].meanCertainty - 0.145) < 1e-9 && bins[0].shareRight == 0.5)
        #expect(bins[1].meanCertainty == 0.2 && bins[1].shareRight == 0.5)
    }

    @Test("a refusal is right where there is no answer, an answer where an expected passage is among the first four")
    func judgements() {
        func outcome(_ isAnswerable: Bool?, source: String?, at rank: Int, score: Float) -> Reliability {
            var question = EvaluationCase(id: "q", question: "question")
            question.isAnswerable = isAnswerable
            question.sources = [source].compactMap { $0.flatMap(ExpectedSource.init) }
            let hits = (0..<6).map { number in
                let chunk = Chunk(
                    ordinal: 0,
                    text: "text",
                    headingPath: [],
                    range: 0..<1,
                    lines: 1...1,
                    language: .english
                )
                return SearchHit(
                    chunkID: Int64(number),
                    documentPath: number == rank ? "right.md" : "\(number).md",
                    documentTitle: "",
                    chunk: chunk,
                    score: score
                )
            }
            let retrieval = Retrieval(
                passages: hits.map { RankedPassage(hit: $0, score: $0.score) },
                evidence: RetrievalEvidence(question: "question", hits: hits)
            )
            let policy = AnswerPolicy(.suiting(EmbeddingModel(name: "multilingual-e5-small-q4")))
            return Reliability([Judgement(question, finding: .init(retrieval), policy: policy)])
        }
        #expect(outcome(nil, source: nil, at: 0, score: 0.99).count == 0)
        let right = outcome(true, source: "right.md", at: 3, score: 0.99)
        #expect(right.bins.map(\.shareRight) == [1] && right.bins[0].meanCertainty > 0.5)
        #expect(outcome(nil, source: "right.md", at: 3, score: 0.99).bins.map(\.shareRight) == [1])
        #expect(outcome(true, source: "right.md", at: 4, score: 0.99).bins.map(\.shareRight) == [0])
        #expect(outcome(true, source: nil, at: 0, score: 0.99).bins.map(\.shareRight) == [1])
        #expect(outcome(false, source: nil, at: 0, score: 0.99).bins.map(\.shareRight) == [0])
        let declined = outcome(false, source: nil, at: 0, score: 0.1)
        #expect(declined.bins.map(\.shareRight) == [1] && declined.bins[0].meanCertainty > 0.5)
        #expect(outcome(true, source: "right.md", at: 0, score: 0.1).bins.map(\.shareRight) == [0])
    }
}
