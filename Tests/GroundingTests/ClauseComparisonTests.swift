import Testing

@testable import Grounding

@Suite struct ClauseComparisonTests {
    private func contradictions(_ claim: String, _ source: String) -> [SentenceSupport.Missing] {
        ClauseComparison([Evidence(source)]).contradictions(to: Claim(claim))
    }

    @Test(
        "a reversed denial, a reversed bound and a number of something else contradict a source",
        arguments: [
            ("食品支持退货。", "食品不支持退货。", .negation, "食品支持退货。"), ("食品不支持退货。", "食品支持退货。", .negation, "食品不支持退货。"),
            (
                "Sale items can be returned.", "Sale items cannot be returned.", .negation,
                "Sale items can be returned."
            ),
            (
                "Sale items cannot be returned.", "Sale items can be returned.", .negation,
                "Sale items cannot be returned."
            ),
            ("退款在 3 天后到账。", "退款在 3 天内到账。", .bound, "3 天"),
            ("Refunds arrive after 3 days.", "Refunds arrive within 3 days.", .bound, "3 days"),
            ("黑金会员退货期限 15 天。", "普通会员退货期限 15 天，黑金会员退货期限 30 天。", .mismatch, "15 天"),
            (
                "Gold members get 15 days.", "Silver members get 15 days. Gold members get 30 days.", .mismatch,
                "15 days"
            ),
        ] as [(String, String, SentenceSupport.Missing.Kind, String)]
    )
    func contradicting(claim: String, source: String, kind: SentenceSupport.Missing.Kind, text: String) {
        #expect(contradictions(claim, source) == [SentenceSupport.Missing(kind: kind, text: text)])
    }

    @Test(
        "other words for the same, another subject and a denial within bounds contradict nothing",
        arguments: [
            ("食品不支持退货。", "食品不支持退货。"), ("退款 3 天内到账。", "退款在 3 天内到账。"), ("超过 15 天不可以退货。", "15 天内可以退货。"),
            ("黑金会员退货期限 30 天。", "普通会员退货期限 15 天，黑金会员退货期限 30 天。"), ("家具可以定制。", "食品不支持退货。"),
            ("Gold members get 30 days.", "Silver members get 15 days. Gold members get 30 days."),
            ("Sale items can be exchanged in stores.", "Refunds are not possible by phone."),
            ("Refunds arrive within 3 days.", "Refunds arrive in 3 days."), ("", "食品不支持退货。"),
        ]
    )
    func agreeing(claim: String, source: String) {
        #expect(contradictions(claim, source) == [])
    }
}
