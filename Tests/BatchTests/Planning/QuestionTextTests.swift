import Testing

@testable import Batch

@Suite struct QuestionTextTests {
    @Test(
        "questions are compared without width, case, spaces and punctuation",
        arguments: [
            ("运费 多少 ？", "运费多少"), ("Where  is, my PARCEL?!", "where is my parcel"), ("1.5 kg", "1.5 kg"),
            ("10:30", "10:30"), ("don't", "don't"), ("-5 °C", "-5°c"), ("C++", "c++"), ("「退货」", "退货"),
            ("(a) b", "a b"), ("a .", "a"), (".a", "a"), ("iPhone 手机", "iphone手机"), ("？！", ""),
        ]
    )
    func normalized(question: String, normalized: String) {
        #expect(QuestionText.normalized(question) == normalized)
    }

    @Test("16,384 bytes are a question, one more is not")
    func longest() {
        let plan = BatchPlan(
            [String(repeating: "a", count: 16_384), String(repeating: "b", count: 16_385)].questions
        )
        #expect(plan.steps == [.ask, .refuse(bytes: 16_385)])
        #expect(plan.referred == 0 && plan.asked == [0])
    }
}
