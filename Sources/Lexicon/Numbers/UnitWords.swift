/// The words and signs that name units in Chinese and English.
package enum UnitWords {
    /// A unit, and the factor that converts a number of it into the base of its kind (hours into seconds).
    package typealias Entry = (unit: QuantityUnit, factor: Double)

    /// Returns the longest Chinese unit that `text` begins with and its length in characters; nil if there is none.
    package static func chinese(_ text: some Collection<Unicode.Scalar>) -> (entry: Entry, length: Int)? {
        for length in (1...min(4, max(1, text.count))).reversed() {
            if let entry = chineseUnits[Array(text.prefix(length))] { return (entry, length) }
        }
        return nil
    }

    /// Returns the unit that a Latin word names; `word` is in lower case, singular or plural. Nil if it names none.
    package static func latin(_ word: String) -> Entry? {
        latinUnits[word] ?? (word.hasSuffix("s") ? latinUnits[String(word.dropLast())] : nil)
    }

    /// Adjectives that may stand between a number and its unit: `15 calendar days`.
    package static let fillers: Set<String> = [
        "calendar", "more", "full", "additional", "extra", "consecutive", "further", "another", "natural", "whole",
    ]
    /// Words before `days` that make them business days.
    package static let workingWords: Set<String> = ["business", "working", "work"]

    /// Returns the currency of a sign or code in lower case (`¥`, `usd`); nil if it is none.
    package static func currency(_ sign: String) -> QuantityUnit? { signs[sign] }

    private static let signs: [String: QuantityUnit] = [
        "¥": .money("CNY"), "￥": .money("CNY"), "rmb": .money("CNY"), "cny": .money("CNY"), "$": .money("USD"),
        "usd": .money("USD"), "us$": .money("USD"), "hkd": .money("HKD"), "hk$": .money("HKD"), "€": .money("EUR"),
        "eur": .money("EUR"), "£": .money("GBP"), "gbp": .money("GBP"),
    ]

    private static let chineseUnits: [[Unicode.Scalar]: Entry] = {
        var units: [String: Entry] = [
            "秒": (.seconds, 1), "秒钟": (.seconds, 1), "分钟": (.seconds, 60), "小时": (.seconds, 3_600),
            "钟头": (.seconds, 3_600),
            "天": (.seconds, 86_400), "日": (.seconds, 86_400), "自然日": (.seconds, 86_400), "昼夜": (.seconds, 86_400),
            "周": (.seconds, 604_800), "星期": (.seconds, 604_800), "礼拜": (.seconds, 604_800), "工作日": (.businessDays, 1),
            "个月": (.months, 1), "月": (.months, 1), "年": (.months, 12), "周年": (.months, 12), "季度": (.months, 3),
            "元": (.money("CNY"), 1), "块": (.money("CNY"), 1), "块钱": (.money("CNY"), 1), "人民币": (.money("CNY"), 1),
            "美元": (.money("USD"), 1), "美金": (.money("USD"), 1), "港币": (.money("HKD"), 1), "港元": (.money("HKD"), 1),
            "欧元": (.money("EUR"), 1), "英镑": (.money("GBP"), 1), "个百分点": (.percent, 1),
        ]
        let measures = [
            "kg": "公斤 千克", "g": "克", "km": "公里 千米", "m": "米", "cm": "厘米", "mm": "毫米", "l": "升", "ml": "毫升",
            "w": "瓦", "wh": "瓦时", "mah": "毫安时", "v": "伏", "pa": "帕", "mpa": "兆帕", "db": "分贝", "bar": "巴",
            "age": "岁 周岁", "inch": "英寸 寸", "°": "度 摄氏度", "m2": "平方米 平米 平", "hz": "赫兹",
        ]
        for (unit, words) in measures {
            for word in words.split(separator: " ") { units[String(word)] = (.measure(unit), 1) }
        }
        for word in "个 件 张 次 条 台 款 位 名 种 项 颗 层 楼 份 单 笔 人 步 页 只 套 盒 箱 包 座 家 部 把 倍 分 级 类 回 辈 趟 起 场 届 篇 根 枚 粒 道 本 辆"
            .split(separator: " ")
        { units[String(word)] = (.count, 1) }
        return Dictionary(uniqueKeysWithValues: units.map { (Array($0.unicodeScalars), $1) })
    }()

    private static let latinUnits: [String: Entry] = {
        var units: [String: Entry] = [
            "sec": (.seconds, 1), "min": (.seconds, 60), "minute": (.seconds, 60), "h": (.seconds, 3_600),
            "hr": (.seconds, 3_600), "hour": (.seconds, 3_600), "day": (.seconds, 86_400), "week": (.seconds, 604_800),
            "second": (.seconds, 1), "month": (.months, 1), "year": (.months, 12), "percent": (.percent, 1),
            "yuan": (.money("CNY"), 1), "rmb": (.money("CNY"), 1), "cny": (.money("CNY"), 1),
            "dollar": (.money("USD"), 1),
            "usd": (.money("USD"), 1), "hkd": (.money("HKD"), 1), "euro": (.money("EUR"), 1),
            "pound": (.money("GBP"), 1),
            "time": (.count, 1), "item": (.count, 1), "piece": (.count, 1),
        ]
        let measures = [
            "kg": "kilogram kilo kilogramme", "g": "gram gramme", "km": "kilometre kilometer", "m": "metre meter",
            "cm": "centimetre centimeter", "mm": "millimetre millimeter", "l": "litre liter",
            "ml": "millilitre milliliter", "w": "watt", "wh": "watt-hour", "mah": "", "v": "volt", "pa": "pascal",
            "mpa": "", "db": "decibel", "bar": "", "inch": "inches in", "°": "degree", "m2": "sqm", "hz": "hertz",
            "kb": "", "mb": "", "gb": "", "tb": "", "mbps": "", "gpd": "", "k": "kelvin",
        ]
        for (unit, words) in measures {
            for word in [unit] + words.split(separator: " ").map(String.init) where word != "in" {
                units[word] = (.measure(unit), 1)
            }
        }
        return units
    }()
}
