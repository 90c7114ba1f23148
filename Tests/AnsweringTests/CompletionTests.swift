import RAGCore
import Testing

@testable import Answering

@Suite("What of a reply to a helper call counts")
struct CompletionTests {
    @Test("lines that the token limit cut are dropped, whole ones stay")
    func lines() async throws {
        let model = SayingModel(reply: "退货运费谁出\n退货要几", end: "length")
        #expect(try await model.completion(of: "", maximumTokens: 9) == "退货运费谁出")
        #expect(try await SayingModel(reply: "退货要几", end: "length").completion(of: "", maximumTokens: 9) == "")
        #expect(try await SayingModel(reply: "退货要几天", end: "stop").completion(of: "", maximumTokens: 9) == "退货要几天")
    }

    @Test("a sentence that the token limit cut is dropped")
    func sentences() async throws {
        let model = SayingModel(reply: "He returned it. He does not want", end: "length")
        #expect(try await model.completion(of: "", maximumTokens: 9, cut: .wholeSentences) == "He returned it.")
        let none = SayingModel(reply: "He does not want", end: "length")
        #expect(try await none.completion(of: "", maximumTokens: 9, cut: .wholeSentences) == "")
    }

    @Test("nothing of a filtered reply counts")
    func filtered() async throws {
        #expect(try await SayingModel(reply: "a\nb", end: "content_filter").completion(of: "", maximumTokens: 9) == "")
    }
}
