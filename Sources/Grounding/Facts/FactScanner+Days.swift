import Lexicon

/// Reads times and days.
extension FactScanner {
    /// Reads a time whose hour is `value`: `4 pm`, `下午 4 点半`, `16 点`. Returns whether there is one.
    mutating func clock(_ value: Double, from start: Int) -> Bool {
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

    enum Half { case earlier, later }

    private static func half(_ word: String) -> Half? {
        switch word {
        case "am", "a.m", "a.m.": .earlier
        case "pm", "p.m", "p.m.": .later
        default: nil
        }
    }

    /// Returns `minutes` in the half of the day that the words around the time at `start` name.
    mutating func inHalf(_ minutes: Int, at start: Int) -> Int {
        if let half = token().flatMap({ Self.half($0.text) }) {
            place += 1
            return half == .later && minutes < 720 ? minutes + 720 : half == .earlier ? minutes % 720 : minutes
        }
        guard start >= 2 else { return minutes % 1_440 }
        let before = tokens[start - 2].text + tokens[start - 1].text
        let isLater = ["下午", "晚上", "傍晚", "夜里", "晚间"].contains(before) || before == "中午" && minutes < 180
        return (isLater && minutes < 720 ? minutes + 720 : minutes) % 1_440
    }

    /// Reads a day whose first number is `value`: `2 月 10 日`, `2027 年`, `10 February 2027`, the `9 日` of
    /// `3 日到 9 日`. Returns whether there is one.
    mutating func date(_ value: Double, from start: Int) -> Bool {
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
            // In `3–9 February` the month stands behind the second day.
            probe.place += 2
            probe.place += probe.ordinalLength()
            guard let month = probe.token().flatMap({ CalendarWords.month($0.text) }) else { return false }
            add(.date(year: nil, month: month, day: day), from: start)
            return true
        }
        guard let month = probe.token().flatMap({ CalendarWords.month($0.text) }) else { return false }
        place = probe.place + 1
        add(.date(year: yearBehind(), month: month, day: day), from: start)
        return true
    }

    mutating func yearBehind() -> Int? {
        let length = token()?.text == "," ? 1 : 0
        guard let year = token(length)?.number, (1900...2199).contains(year) else { return nil }
        place += length + 1
        return Int(year)
    }

    /// Reads a number in digits or Chinese characters.
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
}
