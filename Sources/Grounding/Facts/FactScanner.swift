import Lexicon

/// Reads the facts in a text in Chinese, English or both.
package struct FactScanner {
    let tokens: [TextToken]
    var place = 0
    private var statements: [Statement] = []
    /// The fact that was read last and the index of the token behind it. `2 月 3 日到 9 日` and `¥50–800` take
    /// parts from it.
    private(set) var last: (fact: Fact, end: Int)?

    /// Returns the facts that `text` states, in order. Numbers of list items and steps are left out.
    package static func statements(in text: String) -> [Statement] {
        var scanner = FactScanner(tokens: TextToken.tokens(of: text))
        scanner.scan()
        return scanner.statements
    }

    private init(tokens: [TextToken]) { self.tokens = tokens }

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

    func token(_ ahead: Int = 0) -> TextToken? { place + ahead < tokens.count ? tokens[place + ahead] : nil }

    mutating func add(_ fact: Fact, from start: Int, isDemanding: Bool = true) {
        let words = tokens[start..<place]
        let text = words.dropFirst().reduce(words.first?.written ?? "") {
            $0 + ($1.isAttached ? "" : " ") + $1.written
        }
        statements.append(
            Statement(
                fact: fact,
                text: text,
                isDemanding: isDemanding,
                bound: Bound.around(start..<place, in: tokens),
                tokens: start..<place
            )
        )
        last = (fact, place)
    }

    /// Skips `1.`, `2)`, `（3）`, `Step 4` or `第 1 步` at the start of a line, and returns whether there was one.
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
}
