/// Reads the facts out of a text in Chinese, English or both.
struct FactScanner {
    private let tokens: [FactToken]
    private var place = 0
    private var statements: [Statement] = []
    /// What was read last, and where it ended, so that `2 月 3 日到 9 日` and `¥50–800` say all of it.
    private var last: (fact: Fact, end: Int)?

    /// The facts that `text` states, in order. Numbers that only count a list's lines are none.
    static func statements(in text: String) -> [Statement] {
        var scanner = FactScanner(tokens: FactToken.tokens(of: text))
        scanner.scan()
        return scanner.statements
    }

    private init(tokens: [FactToken]) { self.tokens = tokens }

    private mutating func scan() {
        while place < tokens.count {
            let start = place
            if skipsListMark() { continue }
            switch tokens[place].kind {
            case .number(let value):
                place += 1
                quantity(value, from: start, isWord: false)
            case .clock(let minutes):
                place += 1
                add(.clock(inHalf(minutes, at: start)), from: start)
            case .date(let year, let month, let day):
                place += 1
                add(.date(year: year, month: month, day: day), from: start)
            case .code(let code):
                place += 1
                add(.code(code), from: start)
            case .word: word(from: start)
            case .han: han(from: start)
            case .symbol, .lineEnd: place += 1
            }
        }
    }

    private func token(_ ahead: Int = 0) -> FactToken? { place + ahead < tokens.count ? tokens[place + ahead] : nil }

    private mutating func add(_ fact: Fact, from start: Int, isDemanding: Bool = true) {
        let words = tokens[start..<place]
        let text = words.dropFirst().reduce(words.first?.written ?? "") {
            $0 + ($1.isAttached ? "" : " ") + $1.written
        }
        statements.append(
            Statement(fact: fact, text: text, isDemanding: isDemanding, bound: Bound.around(start..<place, in: tokens))
        )
        last = (fact, place)
    }

    /// `1.`, `2)`, `（3）`, `Step 4` and `第 1 步` at the start of a line.
    private mutating func skipsListMark() -> Bool {
        var index = place
        while index > 0, tokens[index - 1].kind == .symbol, "([#*-|>".contains(tokens[index - 1].text) { index -= 1 }
        guard index == 0 || tokens[index - 1].kind == .lineEnd else { return false }
        if let number = tokens[place].number, number <= 50, let next = token(1), next.isAttached,
            [".", ")", "、", "]"].contains(next.text)
        {
            place += 2
            return true
        }
        let isStep = tokens[place].text == "step" || tokens[place].text == "步" && token(1)?.text == "骤"
        let length = tokens[place].text == "step" ? 1 : 2
        if isStep, token(length)?.number != nil {
            place += length + 1
            return true
        }
        if tokens[place].text == "第", let after = token(2)?.text, "步项点条".contains(after) {
            place += 3
            return true
        }
        return false
    }

    // MARK: - Numbers

    /// What the number `value`, which begins at `start` and ends here, counts.
    private mutating func quantity(_ value: Double, from start: Int, isWord: Bool) {
        var value = value
        if let next = token(), next.isHan, let scale = ["万": 1e4, "亿": 1e8, "千": 1e3, "百": 1e2][next.text], !isWord {
            value *= scale
            place += 1
        }
        if clock(value, from: start) || date(value, from: start) { return }
        if let sign = start > 0 ? UnitTable.currency(tokens[start - 1].text) : nil {
            if UnitTable.latin(token()?.text ?? "")?.unit == sign { place += 1 }
            return add(.quantity(value, sign), from: start - 1)
        }
        if let (unit, factor) = unit() {
            return add(.quantity(Self.rounded(value * factor), unit), from: start, isDemanding: !(isWord && value == 1))
        }
        if discount(value, from: start) { return }
        // A word without a unit is seldom a number, and `one` never: `三方`, `one of them`.
        let isLoose = isWord && (value <= 1 || tokens[start].isHan && place - start == 1)
        guard !isLoose else { return }
        if tokens[start].number != nil, ordinalLength() > 0 { place += 1 }
        let range = rangeUnit(from: start)
        add(.quantity(Self.rounded(value * (range?.factor ?? 1)), range?.unit), from: start)
    }

    /// `95 折` is 5% off.
    private mutating func discount(_ value: Double, from start: Int) -> Bool {
        guard token()?.text == "折", value > 0, value < 100 else { return false }
        place += 1
        add(.quantity(Self.rounded(100 - (value > 10 ? value : value * 10)), .percent), from: start)
        return true
    }

    private static func rounded(_ value: Double) -> Double { (value * 1e6).rounded() / 1e6 }

    /// The unit that stands here, read past.
    private mutating func unit() -> UnitTable.Entry? {
        guard let next = token() else { return nil }
        let start = place
        if next.text == "%" {
            place += 1
            return (.percent, 1)
        }
        if next.text == "°" {
            place += token(1)?.text == "c" ? 2 : 1
            return (.measure("°"), 1)
        }
        if next.text == "-", token(1)?.kind == .word { place += 1 }
        var words = 0
        while let word = token(), word.kind == .word, words < 3 {
            words += 1
            if UnitTable.workingWords.contains(word.text), token(1)?.text.hasPrefix("day") == true {
                place += 2
                return (.businessDays, 1)
            }
            if let entry = UnitTable.latin(word.text) {
                place += 1
                // A bare letter is a unit only beside its number: `5 V`, but not `5 of a kind`.
                return entry
            }
            guard UnitTable.fillers.contains(word.text) else { break }
            place += 1
        }
        if words == 0 {
            var skipped = place
            if let filler = token()?.text, ["多", "来", "余", "几"].contains(filler) { skipped += 1 }
            if skipped < tokens.count, tokens[skipped].text == "个", skipped + 1 < tokens.count,
                let entry = UnitTable.chinese(characters(from: skipped + 1)), entry.entry.unit != .count,
                entry.length > 1
            {
                place = skipped + 1 + entry.length
                return entry.entry
            }
            if let (entry, length) = UnitTable.chinese(characters(from: skipped)) {
                place = skipped + length
                if token()?.text == "半", length > 0 { place += 0 }
                return entry
            }
        }
        place = start
        return nil
    }

    /// The Han characters from `index` on, as far as units reach.
    private func characters(from index: Int) -> [Character] {
        tokens[min(index, tokens.count)...].prefix(5).prefix { $0.isHan }.map(\.character)
    }

    /// The unit of a number that has none, taken from the other end of its range: `3 到 5 天`, `¥50–800`.
    private func rangeUnit(from start: Int) -> UnitTable.Entry? {
        if let last, last.end < start, start - last.end <= 2, tokens[last.end..<start].allSatisfy(\.joinsRange),
            case .quantity(_, let unit?) = last.fact, Self.isMoney(unit)
        {
            return (unit, 1)
        }
        var probe = self
        guard probe.token()?.joinsRange == true else { return nil }
        probe.place += 1
        if probe.token()?.joinsRange == true { probe.place += 1 }
        let isNumber: Bool
        if probe.token()?.number != nil {
            probe.place += 1
            isNumber = true
        } else if let han = Numeral.chinese(probe.characters(from: probe.place)) {
            probe.place += han.length
            isNumber = true
        } else if let (_, length) = Numeral.english(probe.words(from: probe.place)) {
            probe.place += length
            isNumber = true
        } else {
            isNumber = false
        }
        return isNumber ? probe.unit() : nil
    }

    private static func isMoney(_ unit: Fact.Unit) -> Bool { if case .money = unit { true } else { false } }

    /// The Latin words from `index` on, hyphenated ones apart.
    private func words(from index: Int) -> [String] {
        tokens[min(index, tokens.count)...].prefix(8).prefix { $0.kind == .word }.map(\.text)
    }

    private func ordinalLength() -> Int {
        guard let next = token(), next.isAttached, ["st", "nd", "rd", "th"].contains(next.text) else { return 0 }
        return 1
    }

    // MARK: - Days and hours

    /// `4 pm`, `下午 4 点半`, `16 点`.
    private mutating func clock(_ value: Double, from start: Int) -> Bool {
        guard value <= 24, value == value.rounded(), let next = token() else { return false }
        let minutes = Int(value) * 60
        if let half = Self.half(next.text) {
            place += 1
            add(
                .clock(half == .later && minutes < 720 ? minutes + 720 : minutes % (half == .earlier ? 720 : 1_440)),
                from: start
            )
            return true
        }
        let isHour = next.text == "点" || next.text == "时" && !["间", "候", "段", "长", "效"].contains(token(1)?.text ?? "")
        guard isHour || next.text == "o'clock" else { return false }
        place += 1
        if token()?.text == "钟" || token()?.text == "整" { place += 1 }
        var whole = minutes
        if token()?.text == "半" {
            place += 1
            whole += 30
        } else if let number = token()?.number, token(1)?.text == "分", number < 60 {
            place += 2
            whole += Int(number)
        }
        add(.clock(inHalf(whole, at: start)), from: start)
        return true
    }

    private enum Half { case earlier, later }

    private static func half(_ word: String) -> Half? {
        switch word {
        case "am", "a.m", "a.m.": .earlier
        case "pm", "p.m", "p.m.": .later
        default: nil
        }
    }

    /// `minutes` in the half of the day that is named around the time that begins at `start`.
    private mutating func inHalf(_ minutes: Int, at start: Int) -> Int {
        if let half = token().flatMap({ Self.half($0.text) }) {
            place += 1
            return half == .later && minutes < 720 ? minutes + 720 : half == .earlier ? minutes % 720 : minutes
        }
        guard start >= 2 else { return minutes % 1_440 }
        let before = tokens[start - 2].text + tokens[start - 1].text
        let isLater = ["下午", "晚上", "傍晚", "夜里", "晚间"].contains(before) || before == "中午" && minutes < 180
        return (isLater && minutes < 720 ? minutes + 720 : minutes) % 1_440
    }

    /// `2 月 10 日`, `2027 年`, `10 February 2027`, `the 9 日 of 3 日到 9 日`.
    private mutating func date(_ value: Double, from start: Int) -> Bool {
        guard value == value.rounded(), value > 0, value < 2_200 else { return false }
        let number = Int(value)
        if token()?.text == "年", (1900...2199).contains(number) {
            place += 1
            if let month = numeral(), token()?.text == "月" {
                place += 1
                add(.date(year: number, month: month, day: dayNumber()), from: start)
            } else {
                place = start
                while token()?.text != "年" { place += 1 }
                place += 1
                add(.date(year: number, month: nil, day: nil), from: start)
            }
            return true
        }
        if token()?.text == "月", (1...12).contains(number) {
            place += 1
            add(.date(year: nil, month: number, day: dayNumber()), from: start)
            return true
        }
        guard (1...31).contains(number) else { return false }
        if ["日", "号"].contains(token()?.text ?? ""), let last, start - last.end <= 2, start > last.end,
            tokens[last.end..<start].allSatisfy(\.joinsRange), case .date(let year, let month?, _) = last.fact
        {
            place += 1
            add(.date(year: year, month: month, day: number), from: start)
            return true
        }
        return englishDate(day: number, from: start)
    }

    private mutating func englishDate(day: Int, from start: Int) -> Bool {
        var probe = self
        probe.place += probe.ordinalLength()
        if probe.token()?.text == "of" { probe.place += 1 }
        if probe.token()?.joinsRange == true, probe.token(1)?.number != nil {
            // `3–9 February`: the month stands behind the second day.
            probe.place += 2
            probe.place += probe.ordinalLength()
            guard let month = probe.token().flatMap({ Self.month($0.text) }) else { return false }
            add(.date(year: nil, month: month, day: day), from: start)
            return true
        }
        guard let month = probe.token().flatMap({ Self.month($0.text) }) else { return false }
        place = probe.place + 1
        add(.date(year: yearBehind(), month: month, day: day), from: start)
        return true
    }

    private mutating func yearBehind() -> Int? {
        let length = token()?.text == "," ? 1 : 0
        guard let year = token(length)?.number, (1900...2199).contains(year) else { return nil }
        place += length + 1
        return Int(year)
    }

    /// A number in digits or Chinese characters, read past.
    private mutating func numeral() -> Int? {
        if let number = token()?.number {
            place += 1
            return Int(number)
        }
        guard let (value, length) = Numeral.chinese(characters(from: place)) else { return nil }
        place += length
        return Int(value)
    }

    private mutating func dayNumber() -> Int? {
        let start = place
        if let day = numeral(), (1...31).contains(day) {
            if ["日", "号"].contains(token()?.text ?? "") {
                place += 1
                return day
            }
        }
        place = start
        return nil
    }

    private static func month(_ word: String) -> Int? {
        let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        let long = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november",
            "december",
        ]
        return (names.firstIndex(of: word) ?? long.firstIndex(of: word) ?? (word == "sept" ? 8 : nil)).map { $0 + 1 }
    }

    // MARK: - Words

    private mutating func word(from start: Int) {
        let word = tokens[place].text
        let parts = word.split(separator: "-").map(String.init)
        if UnitTable.currency(word) != nil, token(1)?.number != nil {
            place += 1
            return
        }
        if let month = Self.month(word), let day = token(1)?.number, day <= 31,
            word != "may" || tokens[place].written == "May"
        {
            place += 2
            place += ordinalLength()
            return add(.date(year: yearBehind(), month: month, day: Int(day)), from: start)
        }
        if parts.count > 1, let (value, used) = Numeral.english(parts) {
            place += 1
            // `two-year`, `thirty-day`
            if used < parts.count {
                if let (unit, factor) = UnitTable.latin(parts[used]) {
                    add(.quantity(value * factor, unit), from: start, isDemanding: value != 1)
                }
                return
            }
            return quantity(value, from: start, isWord: true)
        }
        if let (value, length) = Numeral.english(words(from: place)) {
            place += length
            return quantity(value, from: start, isWord: true)
        }
        place += 1
        switch word {
        case "a", "an", "per", "each", "every":
            guard let (unit, factor) = unit() else { return }
            add(.quantity(factor, unit), from: start, isDemanding: false)
        case "half":
            if token()?.text == "a" || token()?.text == "an" { place += 1 }
            guard let (unit, factor) = unit(), factor > 1 else { return }
            add(.quantity(factor / 2, unit), from: start)
        case "once": add(.quantity(1, .count), from: start, isDemanding: false)
        case "twice": add(.quantity(2, .count), from: start)
        case "noon": add(.clock(720), from: start)
        case "midnight": add(.clock(0), from: start)
        default:
            guard let day = Self.weekday(word, written: tokens[start].written) else { return }
            add(.weekday(day), from: start)
        }
    }

    private static func weekday(_ word: String, written: String) -> Int? {
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
        let short = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
        guard written.first?.isUppercase == true else { return nil }
        return
            (names.firstIndex(of: word.hasSuffix("days") ? String(word.dropLast()) : word)
            ?? short.firstIndex(of: word)).map { $0 + 1 }
    }

    private mutating func han(from start: Int) {
        let character = tokens[place].character
        let next = token(1)?.character
        if character == "周" || character == "期" || character == "拜",
            character == "周" || ["星", "礼"].contains(start > 0 ? tokens[start - 1].text : ""),
            let next, let day = Array("一二三四五六日").firstIndex(of: next) ?? (next == "天" && character != "周" ? 6 : nil)
        {
            place += 2
            return add(.weekday(day + 1), from: start)
        }
        if character == "百", next == "分", token(2)?.text == "之" {
            place += 3
            let value: Double?
            if let number = token()?.number {
                place += 1
                value = number
            } else if let (number, length) = Numeral.chinese(characters(from: place)) {
                place += length
                value = number
            } else {
                value = nil
            }
            if let value { add(.quantity(value, .percent), from: start) }
            return
        }
        if character == "半" {
            place += 1
            if token()?.text == "个" { place += 1 }
            guard let (unit, factor) = unit(), unit != .count else { return }
            return add(.quantity(factor / 2, unit), from: start)
        }
        guard let (value, length) = Numeral.chinese(tokens[place...].prefix(12).prefix { $0.isHan }.map(\.character))
        else {
            place += 1
            return
        }
        place += length
        // `第三方`, `十几`, `一些`
        if ["几", "些", "般", "样", "直", "起", "定", "旦", "切", "同", "致", "共", "律", "并", "方", "维"].contains(
            token()?.text ?? ""
        ) {
            return
        }
        // 分 alone is a point, and `十分` a word.
        if value == 10, length == 1, token()?.text == "分", token(1)?.text != "钟" { return }
        quantity(value, from: start, isWord: true)
    }
}

extension FactToken {
    /// Whether it stands between the ends of a range.
    fileprivate var joinsRange: Bool {
        ["到", "至", "-", "–", "—", "~", "～", "to", "and", "or", "或", "、", "through", "和"].contains(text)
    }
}
