/// How long a customer may send an article back.
struct ReturnWindow {
    /// Days from the day after delivery.
    let days: Int

    /// 15 days, or 30 for Black members. 黑金会员 30 天，其他会员 15 天。
    init(isBlackMember: Bool) {
        days = isBlackMember ? 30 : 15
    }

    /// Whether a request on this day after delivery is in time.
    func accepts(day: Int) -> Bool {
        (0...days).contains(day)
    }
}

/// What a refund shows to the customer.
enum RefundState: String {
    case requested = "已申请"
    case received = "已收货"
    case paid = "已退款"
}

func describe(_ state: RefundState) -> String {
    "退款状态：\(state.rawValue)"
}
