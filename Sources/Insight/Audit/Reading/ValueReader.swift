import Grounding
import Lexicon

/// Joins the facts of a clause into values: the ends of a range, and the things that a number counts.
struct ValueReader {
    let values: [AssertedValue]

    init(_ clause: String, tokens: [TextToken], statements: [Statement]) {
        var values: [(value: AssertedValue, tokens: Range<Int>)] = []
        let lower = clause.foldingWidth().lowercased()
        let isRough = AuditWords.isRough(lower)
        for statement in statements where Self.isValue(statement, in: tokens) {
            guard let (unit, number, isInMonths) = AssertedValue.of(statement.fact) else { continue }
            if let last = values.last, last.value.low <= number, last.value.unit == unit, !last.value.isRange,
                Self.isRange(tokens, from: last.tokens.upperBound, to: statement.tokens.lowerBound)
            {
                values[values.count - 1] = (
                    AssertedValue(
                        unit: unit,
                        low: last.value.low,
                        high: number,
                        isRough: isRough,
                        counted: Self.counted(statement, in: tokens, unit: unit),
                        text: tokens[last.tokens.lowerBound..<statement.tokens.upperBound].text,
                        isInMonths: isInMonths
                    ), last.tokens.lowerBound..<statement.tokens.upperBound
                )
                continue
            }
            let start = Self.start(of: statement, in: tokens)
            values.append(
                (
                    AssertedValue(
                        unit: unit,
                        low: number,
                        high: number,
                        bound: statement.bound,
                        isRough: isRough,
                        counted: Self.counted(statement, in: tokens, unit: unit),
                        text: tokens[start..<Self.end(of: statement, in: tokens)].text,
                        isInMonths: isInMonths
                    ), statement.tokens
                )
            )
        }
        var all = values.map(\.value)
        all += Self.shares(in: lower)
        if let date = DayReader.date(statements, tokens: tokens) {
            all = values.filter { !$0.tokens.overlaps(date.tokens) }.map(\.value) + [date.value]
        }
        if let days = DayReader.weekdays(statements, tokens: tokens, clause: clause) { all.append(days) }
        if let words = AuditWords.allDay(in: lower) {
            all.removeAll { $0.unit == .duration && $0.low == 86_400 }
            all.append(AssertedValue(unit: .clock, low: 0, high: 1_440, text: words))
        }
        if let frequency = Frequency.value(in: clause) {
            all.removeAll { $0.unit == .duration || $0.unit == .count && $0.low <= 2 }
            all.append(frequency)
        }
        let hasMoney = all.contains { if case .money = $0.unit { true } else { false } }
        if !hasMoney, let words = AuditWords.free(in: lower) { all.append(AssertedValue(free: words)) }
        if !hasMoney, let payer = PayerReader.value(in: lower) { all.append(payer) }
        self.values = all
    }

    /// Whether a fact is a value: `one working day` is, `a day` and `第二天` are not.
    private static func isValue(_ statement: Statement, in tokens: [TextToken]) -> Bool {
        let place = statement.tokens.lowerBound
        if place > 0, tokens[place - 1].text == "每" { return false }
        if place > 0, tokens[place - 1].text == "第" {
            // `第 25 天` is a period, `第二天` is the next day.
            guard let number = tokens[place].number, number > 2 else { return false }
        }
        // `两三天` is no number but two.
        let digits = tokens[place...].prefix(2).map(\.text)
        if digits.count == 2, digits.allSatisfy({ "一二两三四五六七八九".contains($0) }) { return false }
        // `20 世纪 80 年代`, `第 5 节`
        let behind = tokens[statement.tokens.upperBound...].first?.text
        if let behind, ["代", "世", "century", "centuries", "章", "节", "条"].contains(behind) { return false }
        if place > 0, references.contains(tokens[place - 1].text) { return false }
        if tokens[statement.tokens].contains(where: { ["st", "nd", "rd", "th"].contains($0.text) }) { return false }
        guard !statement.isDemanding else { return true }
        guard case .quantity(_, let unit) = statement.fact else { return false }
        // `only once`
        if unit == .count, place > 0 {
            return tokens[max(0, place - 8)..<place].contains { ["只", "仅", "限", "only"].contains($0.text) }
                || place >= 1 && tokens[max(0, place - 2)..<place].map(\.text).joined() == "最多"
                || tokens[place].text == "once" && tokens[max(0, place - 4)..<place].contains { $0.text == "be" }
        }
        guard ["one", "一"].contains(tokens[place].text) else { return false }
        return unit == .seconds || unit == .months || unit == .businessDays
    }

    /// Whether only words such as `to` stand between two numbers, and parts of the day: `早上 8 点到晚上 10 点`.
    private static func isRange(_ tokens: [TextToken], from end: Int, to start: Int) -> Bool {
        guard end < start, start - end <= 4, rangeWords.contains(tokens[end].text) else { return false }
        let rest = tokens[(end + 1)..<start].map(\.text).filter { !rangeWords.contains($0) }
        return rest.isEmpty || partsOfDay.contains(rest.joined())
    }

    private static let partsOfDay: Set<String> = ["早上", "上午", "中午", "下午", "傍晚", "晚上", "晚间", "夜里", "次日", "凌晨"]

    /// Returns multiples and halves: `双倍`, `three times the points` count as 2 and 3, and `half the price` as 50%.
    private static func shares(in text: String) -> [AssertedValue] {
        if let (words, number) = AuditWords.multiple(in: text) {
            return [AssertedValue(unit: .measure("times"), low: number, high: number, text: words)]
        }
        guard let words = AuditWords.half(in: text) else { return [] }
        return [AssertedValue(unit: .percent, low: 50, high: 50, text: words)]
    }

    private static let references: Set<String> = [
        "section", "chapter", "step", "page", "article", "version", "no", "number", "part", "figure", "table", "level",
    ]
    private static let rangeWords: Set<String> = [
        "到", "至", "-", "–", "—", "~", "～", "to", "and", "或", "or", "through", "次", "日", "until", "till",
    ]

    /// Returns the start of the words that belong to the number: `at least 3 days`.
    private static func start(of statement: Statement, in tokens: [TextToken]) -> Int {
        let start = statement.tokens.lowerBound
        if start >= 2, tokens[start - 2].text == "at", ["least", "most"].contains(tokens[start - 1].text) {
            return start - 2
        }
        if start >= 1, ["within", "from", "over", "under"].contains(tokens[start - 1].text) { return start - 1 }
        let before = tokens[max(0, start - 3)..<start].filter(\.isHan).map(\.text).joined()
        for word in ["至少", "不少于", "不低于", "最少", "不超过", "最多", "超过", "满"] where before.hasSuffix(word) {
            return start - word.count
        }
        return start
    }

    private static func end(of statement: Statement, in tokens: [TextToken]) -> Int {
        let end = statement.tokens.upperBound
        guard end < tokens.count else { return end }
        return ["内", "起"].contains(tokens[end].text) ? end + 1 : end
    }

    /// Returns the things that a number counts: the words behind it, and its Chinese measure word.
    private static func counted(_ statement: Statement, in tokens: [TextToken], unit: AssertedValue.Unit) -> [String] {
        guard unit == .count || unit == .number else { return [] }
        var words: [String] = []
        let own = tokens[statement.tokens].filter(\.isHan).map(\.text).joined()
        if let measure = own.last { words.append(["位", "名", "人"].contains(measure) ? "个" : String(measure)) }
        let behind = tokens[statement.tokens.upperBound...].prefix(2).prefix { $0.kind == .word }
        words += behind.map(\.text).filter {
            !["of", "per", "a", "an", "the", "and", "or", "to", "in", "for"].contains($0)
        }
        .map(AuditWords.stem)
        return words
    }
}
