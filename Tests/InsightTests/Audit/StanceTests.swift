import Testing

@testable import Insight

@Suite struct StanceTests {
    @Test(
        "one clause denies what the other affirms",
        arguments: [
            ("会籍可以转让给他人", "会籍不可转让"), ("到付件可以用微信支付", "到付件不支持微信支付"),
            ("默认开启两步验证", "两步验证默认关闭"), ("店里提供毛巾", "店里不提供毛巾"), ("门票须提前预约", "门票不需要预约"),
            ("Tickets can be exchanged", "Tickets cannot be exchanged"),
            ("Unused data rolls over", "Unused data does not roll over"),
            ("Roaming is switched on by default", "Roaming is switched off by default"),
            ("Usage is capped", "There is no data cap"), ("Cards are returned", "Cards are no longer returned"),
        ]
    )
    func opposition(_ affirmation: String, _ denial: String) {
        let (one, other) = (Stance(of: affirmation), Stance(of: denial))
        #expect(one.isAffirmed && !other.isAffirmed)
        #expect(one.opposes(other) && other.opposes(one))
    }

    @Test(
        "clauses that say the same, or deny something else, do not oppose each other",
        arguments: [
            ("会籍可以转让", "会籍可以转让给他人"), ("赠品不支持换货", "赠品无法换货"), ("店里提供毛巾", "店里不收小费"),
            ("Orders can be cancelled", "Orders need no signature"),
            ("Normally not, refunds go back to the card", "Refunds go back to the card"),
            ("The command works not just with one shell", "The command works with any shell"),
        ]
    )
    func noOpposition(_ one: String, _ other: String) { #expect(!Stance(of: one).opposes(Stance(of: other))) }

    @Test("things that are not so are others than those that are")
    func attributes() {
        let (unsent, sent) = (Stance(of: "取消没发货的订单"), Stance(of: "已经发货的订单不能取消"))
        #expect(unsent.hasOtherAttribute(than: sent))
        #expect(!sent.hasOtherAttribute(than: unsent))
        #expect(sent.hasOtherAttribute(than: Stance(of: "订单 30 分钟后自动取消")))
        #expect(!unsent.hasOtherAttribute(than: Stance(of: "没发货的订单可以取消")))
    }

    @Test(
        "the end of a range that a clause names",
        arguments: [
            ("最低消费 50 元", Stance.End.least), ("最高赔偿 300 元", .greatest), ("取现最低 10 元，最高 50 元", .none),
            ("At least two nights", .least), ("up to two nights", .greatest), ("two nights", .none),
        ]
    )
    func ends(_ text: String, _ end: Stance.End) { #expect(Stance(of: text).end == end) }
}
