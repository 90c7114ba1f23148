import Testing

@testable import Grounding

@Suite struct SupportCheckTests {
    @Test(
        "a statement of a source about something else does not support one about the customer's subject",
        arguments: [
            ("亚马逊雨林归谁管理？", "城北国家公园由林业局管理。", "亚马逊雨林由林业局管理 [1]。", "城北国家公园由林业局管理 [1]。"),
            (
                "Who designed the Berlin showroom?", "Anna Weber designed the Paris office.",
                "The Berlin showroom was designed by Anna Weber [1].", "Anna Weber designed the Paris office [1]."
            ),
        ]
    )
    func subject(question: String, passage: String, wrong: String, right: String) {
        let check = SupportCheck(passages: [1: passage], question: question)
        #expect(check.check(sentence: wrong).missing.map(\.kind) == [.subject])
        #expect(check.check(sentence: right).verdict == .supported)
    }

    @Test(
        "an answer may say that the documents do not cover the question",
        arguments: [
            ("亚马逊雨林归谁管理？", "城北国家公园由林业局管理。", "资料中没有提到亚马逊雨林归谁管理。"),
            (
                "Who designed the Berlin showroom?", "Anna Weber designed the Paris office.",
                "Our documents do not say who designed the Berlin showroom."
            ),
        ]
    )
    func denial(question: String, passage: String, sentence: String) {
        #expect(SupportCheck(passages: [1: passage], question: question).check(sentence: sentence).isSupported)
    }
}
