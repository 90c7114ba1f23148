import Testing

@testable import kefu

@Suite struct LineCompletionTests {
    private func completion(_ length: Int, _ texts: String...) -> LineCompletion {
        LineCompletion(length: length, candidates: texts.map { LineCompletion.Candidate(text: $0) })
    }

    @Test("a single candidate is complete; a folder is followed by no space")
    func single() {
        #expect(completion(2, "/help").unambiguousText == "/help ")
        let folder = LineCompletion.Candidate(text: "docs/", isPartial: true)
        #expect(LineCompletion(length: 1, candidates: [folder]).unambiguousText == "docs/")
        #expect(LineCompletion.none.unambiguousText == nil)
    }

    @Test("several candidates complete their common beginning if it is longer than the word")
    func common() {
        #expect(completion(1, "qwen-max", "qwen-plus", "qwen-turbo").unambiguousText == "qwen-")
        #expect(completion(5, "qwen-max", "qwen-plus").unambiguousText == nil)
        #expect(completion(0, "a", "b").unambiguousText == nil)
        #expect(completion(1, "退货", "退款").unambiguousText == nil)
    }

    @Test("candidates are listed in two columns, and the number of hidden ones is shown")
    func rows() {
        let candidates = [("1", "退货"), ("12", "运费"), ("3", "")].map {
            LineCompletion.Candidate(text: $0.0, note: $0.1)
        }
        let completion = LineCompletion(length: 0, candidates: candidates)
        #expect(completion.rows(width: 20, limit: 5).map(\.text) == ["  1   退货", "  12  运费", "  3   "])
        #expect(completion.rows(width: 20, limit: 2).map(\.text) == ["  1   退货", "  12  运费", "  … 1 more"])
        #expect(completion.rows(width: 6, limit: 5).allSatisfy { $0.width <= 6 })
    }
}
