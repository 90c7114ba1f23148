/// Reads numbers that are written in words.
package enum Numeral {
    /// Returns the number in Chinese characters at the start of `text` (`三十`, `一百二十`, `两万`) and its
    /// length in characters; nil if there is none.
    package static func chinese(_ text: some Collection<Unicode.Scalar>) -> (value: Double, length: Int)? {
        var total = 0.0
        var section = 0.0
        var digit: Double?
        var digits: [Double] = []
        var length = 0
        // The scale directly before the current character; `一百五` is 150, `一百零五` is 105.
        var scaleBefore = 1.0
        loop: for character in text {
            if let value = chineseDigits[character] {
                digit = value
                digits.append(value)
                if value == 0 || digits.count > 1 { scaleBefore = 1 }
            } else if let scale = chineseScales[character] {
                digits = []
                if scale >= 10_000 {
                    // 万 by itself is not a number. 万 counts what stands behind 亿, 亿 counts everything before.
                    let counted = section + (digit ?? 0)
                    total = scale > 10_000 ? (total + counted) * scale : total + counted * scale
                    guard total > 0, scale > 10_000 || counted > 0 else { return nil }
                    section = 0
                } else {
                    section += (digit ?? (length == 0 && scale == 10 ? 1 : 0)) * scale
                    guard section > 0 else { return nil }
                }
                digit = nil
                scaleBefore = scale
            } else {
                break loop
            }
            length += 1
        }
        guard length > 0 else { return nil }
        // 二〇二七 is read digit by digit.
        if digits.count == length, length > 1 { return (digits.reduce(0) { $0 * 10 + $1 }, length) }
        return (total + section + (digit ?? 0) * max(1, scaleBefore / 10), length)
    }

    /// Returns whether a number in Chinese characters may begin with `character`.
    package static func mayBeginChinese(_ character: Unicode.Scalar) -> Bool {
        chineseDigits[character] != nil || chineseScales[character] != nil
    }

    /// Returns the number in English at the start of `words`, which are in lower case (`thirty`, `twenty one`,
    /// `two hundred and ten`), and how many words it takes; nil if there is none.
    package static func english(_ words: some Collection<String>) -> (value: Double, length: Int)? {
        var total = 0.0
        var section = 0.0
        var length = 0
        var used = 0
        for word in words {
            if let value = englishNumbers[word] {
                // `two three` are two numbers.
                if section.truncatingRemainder(dividingBy: 10) != 0, section.truncatingRemainder(dividingBy: 100) != 0 {
                    break
                }
                section += value
            } else if word == "hundred", used > 0 {
                section *= 100
            } else if let scale = englishScales[word], used > 0 {
                total += section * scale
                section = 0
            } else if word == "and", used > 0, section >= 100 || total > 0 {
                length += 1
                continue
            } else {
                break
            }
            length += 1
            used = length
        }
        return used > 0 ? (total + section, used) : nil
    }

    private static let chineseDigits: [Unicode.Scalar: Double] = [
        "〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9,
    ]
    private static let chineseScales: [Unicode.Scalar: Double] = [
        "十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000,
    ]
    private static let englishNumbers: [String: Double] = {
        let small = [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
            "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
        ]
        let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
        var numbers: [String: Double] = ["dozen": 12]
        for (value, word) in small.enumerated() { numbers[word] = Double(value) }
        for (index, word) in tens.enumerated() { numbers[word] = Double(20 + 10 * index) }
        return numbers
    }()
    private static let englishScales: [String: Double] = [
        "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000,
    ]
}
