import RAGCore

/// Names of subjects of any business. Their mean is what all short names have in common, so that a name is compared
/// by its meaning and not by being a name.
package enum BackgroundNames {
    /// Returns names in one language.
    package static func texts(_ language: Language) -> [String] {
        switch language {
        case .chinese: chinese
        case .english: english
        }
    }

    private static let chinese = [
        "物流延误", "技术支持", "营业时间", "登录问题", "价格对比", "功能建议", "投诉员工", "商品库存", "发票", "修改地址", "保修申请", "注销账户", "优惠码", "用药咨询",
        "求职应聘", "旅游保险", "天气预报", "音乐推荐", "入学报名", "餐厅预订", "软件升级", "隐私保护", "礼品包装", "尺码表", "屏幕损坏", "解除合同", "停车费用", "副作用",
        "感谢", "闲聊",
    ]

    private static let english = [
        "delivery delay", "technical support", "opening hours", "login problem", "price comparison", "feature request",
        "complaint about staff", "product availability", "invoice", "change of address", "warranty claim",
        "account deletion", "discount code", "medical advice", "job application", "travel insurance",
        "weather forecast", "music recommendation", "school enrolment", "table reservation", "software update",
        "data protection", "gift wrapping", "size chart", "broken screen", "contract termination", "parking fees",
        "side effects", "thank you", "small talk",
    ]
}
