import Answering
import Foundation
import RAGCore
import Testing

@testable import Evaluation

@Suite struct CalibrationFitTests {
    private static let model = EmbeddingModel(name: "some-model", dimensions: 8)

    /// Questions whose evidence shows, with some noise, whether they can be answered.
    private func judgements(_ count: Int, shift: Float = 0) -> [Judgement] {
        var random = SplitMix64(seed: 7)
        let policy = AnswerPolicy(.suiting(Self.model))
        return (0..<count).map { index in
            let isAnswerable = index % 3 != 0
            let noise = Float.random(in: -0.12...0.12, using: &random)
            let evidence = RetrievalEvidence(
                language: index % 2 == 0 ? .chinese : .english,
                topScore: (isAnswerable ? 0.55 : 0.35) + noise + shift,
                coverage: Float.random(in: isAnswerable ? 0.4...1 : 0...0.7, using: &random),
                keywordCoverage: Float.random(in: isAnswerable ? 0.3...1 : 0...0.6, using: &random)
            )
            var question = EvaluationCase(id: String(index), question: "question \(index)")
            question.isAnswerable = isAnswerable
            question.kind = isAnswerable ? nil : index % 2 == 0 ? "near" : "far"
            let finding = ConversationSearch.Finding(Retrieval(passages: [], evidence: evidence))
            return Judgement(question, finding: finding, policy: policy)
        }
    }

    @Test(
        "a calibration separates the answerable questions from the others, whatever the scale of the model",
        arguments: [0, 0.3, -0.3] as [Float]
    )
    func fits(shift: Float) throws {
        let judgements = judgements(300, shift: shift)
        let fit = try CalibrationFit(judgements, prior: .suiting(Self.model), model: Self.model)
        let threshold = fit.calibration.minimumConfidence
        for kind in ["far", "near"] {
            #expect(fit.crossValidated.area(kind) > 0.95)
            #expect(fit.crossValidated.declined(kind, below: threshold) > 0.75)
        }
        #expect(fit.crossValidated.declinedAnswerable(below: threshold) < 0.1)
        let own = judgements.filter { $0.case.isAnswerable == true }.count {
            fit.calibration.confidence($0.evidence) < threshold
        }
        #expect(own <= 10, "5 % of 200")
        #expect(fit.calibration.model == Self.model.description)
    }

    @Test("too few questions of either kind are refused, with their numbers")
    func tooFew() throws {
        let error = #expect(throws: RAGError.self) {
            try CalibrationFit(judgements(30), prior: .suiting(Self.model), model: Self.model)
        }
        #expect(error?.description.contains("there are 20 and 10") == true)
    }

    @Test("a calibration is decoded from its file unchanged")
    func file() throws {
        let fit = try CalibrationFit(judgements(120), prior: .suiting(Self.model), model: Self.model)
        let data = try JSONEncoder().encode(fit.calibration)
        #expect(try JSONDecoder().decode(Calibration.self, from: data) == fit.calibration)
    }
}
