import RAGCore
import Testing

@testable import Grounding

@Suite struct CopyComparisonTests {
    private func changes(_ sentence: String, _ passage: String) -> [CopyComparison.Change] {
        CopyComparison(sentence, language: Language(of: sentence), with: WordSequence.sentences(of: passage)).changes
    }

    @Test(
        "one other word in a copied clause is a replacement",
        arguments: [
            (
                "嘉兴维修中心收到您寄来的机器以后一般会在五到七个工作日之内修好并寄出。",
                "东莞维修中心收到您寄来的机器以后一般会在五到七个工作日之内修好并寄出。"
            ),
            (
                "The repair centre in Jiaxing checks the whole machine and ships it back to the customer by freight.",
                "The repair centre in Dongguan checks the whole machine and ships it back to the customer by freight."
            ),
        ]
    )
    func replacement(passage: String, sentence: String) {
        #expect(changes(sentence, passage).map(\.kind) == [.replacement])
        #expect(changes(passage, passage).isEmpty)
    }

    @Test(
        "an operator that is added, left out or replaced changes a copied clause",
        arguments: [
            ("部分优惠券可以和会员积分、礼品卡一起用。", "全部优惠券可以和会员积分、礼品卡一起用。"),
            (
                "A coupon may be used with points and one gift card.",
                "A coupon must be used with points and one gift card."
            ),
            (
                "Some coupons work together with points and gift cards.",
                "All coupons work together with points and gift cards."
            ),
        ]
    )
    func limit(passage: String, sentence: String) {
        #expect(changes(sentence, passage).map(\.kind) == [.limit])
    }

    @Test("a clause that stands in no source is an addition to copied ones")
    func addition() {
        let passage = "Parcels are sent by express and arrive the next day. Keep the box for a return."
        let sentence =
            "Parcels are sent by express and arrive the next day, and students receive vouchers for museums abroad."
        #expect(changes(sentence, passage).map(\.kind) == [.addition])
    }

    @Test(
        "other words for all of a source, a bracket left out, contractions and joined sentences are no changes",
        arguments: [
            ("You cannot exchange one model for another.", "You can't exchange one model for another."),
            (
                "HP-10 (in-ear) headphones cannot be returned after use.",
                "HP-10 headphones cannot be returned after use."
            ),
            ("期限看的是提交申请的时间，不是寄出的时间。", "期限按提交申请的时间算，不按寄出的时间算。"),
            ("运费由沃岚承担。取件不收费，也不用打印面单。", "取件不收费，也不用打印面单，运费由沃岚承担。"),
            (
                "We never lend units while yours is being repaired.",
                "No replacement device is provided during a repair."
            ),
        ]
    )
    func same(passage: String, sentence: String) {
        #expect(changes(sentence, passage).isEmpty, "\(changes(sentence, passage))")
    }

    /// A sentence of a model has no bound on its length.
    @Test("a long sentence is compared in time", .timeLimit(.minutes(1)))
    func long() {
        let passage = String(repeating: "退货申请期限是十五天，从签收次日算起。", count: 200)
        #expect(changes(String(repeating: "退货申请期限是十五天", count: 200), passage).count <= 1)
    }
}
