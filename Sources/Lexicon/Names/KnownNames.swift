import Foundation

/// Chinese names of places, carriers and ways to pay: names that capital letters do not mark and whose exchange
/// changes an answer.
package enum KnownNames {
    /// Returns the known names that occur in `text`, except where a longer word contains one by accident.
    package static func found(in text: String) -> [String] {
        let names = nameFinder.found(in: text).map { all[$0] }
        guard !names.isEmpty else { return [] }
        let masked = trapFinder.found(in: text).reduce(text) { $0.replacing(traps[$1], with: "·") }
        return names.filter { masked.contains($0) }
    }

    private static let nameFinder = AhoCorasick(all.map { Array($0.unicodeScalars) })
    private static let trapFinder = AhoCorasick(traps.map { Array($0.unicodeScalars) })

    /// Words in which a name stands by accident.
    private static let traps = ["集中通知", "中通知", "南京东路", "无法国内", "上海南站", "马上海", "申通过", "会员通过"]

    private static let all = lists.flatMap { $0.split(separator: " ").map(String.init) }

    private static let lists = [
        // Carriers and ways to pay.
        "顺丰 圆通 中通 申通 韵达 极兔 德邦 京东物流 京东快递 邮政 菜鸟 百世 丰巢",
        "支付宝 微信 银联 云闪付 京东支付 花呗 白条 数字人民币 信用卡 借记卡 礼品卡 现金 货到付款 对公转账 苹果支付",
        "淘宝 天猫 京东 拼多多 抖音 小红书 微博 闲鱼 美团",
        "工商银行 建设银行 农业银行 中国银行 招商银行 交通银行 平安银行",
        // Provinces and cities.
        "北京 上海 天津 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 广西 西藏 宁夏 新疆 香港 澳门",
        "广州 深圳 杭州 南京 苏州 武汉 成都 西安 长沙 郑州 青岛 大连 宁波 厦门 福州 合肥 济南 沈阳 哈尔滨 长春 石家庄 太原 南昌 昆明 贵阳 南宁 兰州 海口 乌鲁木齐 拉萨 银川 西宁",
        "东莞 佛山 无锡 常州 嘉兴 温州 金华 绍兴 珠海 中山 惠州 泉州 义乌",
        // Countries and regions.
        "日本 韩国 美国 英国 法国 德国 意大利 西班牙 加拿大 澳大利亚 新西兰 新加坡 马来西亚 泰国 越南 印度 印尼 菲律宾 俄罗斯 巴西 欧盟 欧洲 东南亚 中东",
        // Who does what and how one gets there, in shops: a swap changes the answer.
        "营业执照 身份证 护照 驾驶证 户口本 短信 邮件 电话 门店 邮局 快递柜 网站 公众号 小程序",
        "金卡 银卡 黑金 普通会员 白金 钻石卡",
    ]
}
