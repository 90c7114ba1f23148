import RAGCore

/// Questions that customers of any business might ask, each about another subject. Their mean is what all questions
/// have in common.
package enum BackgroundQuestions {
    /// All of them, in Chinese and in English.
    package static let all = chinese + english

    /// Returns those in `language`.
    package static func texts(_ language: Language) -> [String] {
        switch language {
        case .chinese: chinese
        case .english: english
        }
    }

    private static let chinese = [
        "怎么重置登录密码？", "快递到哪里了？", "明天的航班可以改签吗？", "酒店几点可以入住？", "这个药一天吃几次？", "信用卡年费怎么收？", "发票抬头写错了怎么办？",
        "你们周末营业吗？", "手机屏幕碎了能修吗？", "会员积分什么时候过期？", "怎么取消自动续费？", "租房合同可以提前解除吗？", "孩子几岁可以报名？", "这道菜辣不辣？",
        "宽带为什么这么慢？", "护照丢了去哪里补办？", "洗衣机不脱水是什么原因？", "可以用支付宝付款吗？", "软件怎么升级到最新版？", "保险理赔需要哪些材料？",
        "停车场一小时多少钱？", "电影票能退吗？", "体检之前要空腹吗？", "怎么联系人工客服？",
    ]

    private static let english = [
        "How do I reset my password?", "Where is my parcel?", "Can I change my flight tomorrow?",
        "What time is check-in at the hotel?", "How often should I take this medicine?",
        "What is the annual fee of the credit card?", "The name on my invoice is wrong, what can I do?",
        "Are you open at weekends?", "Can a broken phone screen be repaired?", "When do my points expire?",
        "How do I cancel the automatic renewal?", "Can I end my rental contract early?",
        "From what age can children sign up?", "Is this dish spicy?", "Why is my internet so slow?",
        "I lost my passport, where do I get a new one?", "Why does my washing machine not spin?",
        "Can I pay with PayPal?", "How do I update the app to the latest version?",
        "Which documents do I need for an insurance claim?", "How much is parking per hour?",
        "Can cinema tickets be refunded?", "Do I have to fast before the blood test?", "How do I reach a person?",
    ]
}
