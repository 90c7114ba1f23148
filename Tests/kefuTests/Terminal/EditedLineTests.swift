import Testing

@testable import kefu

@Suite struct EditedLineTests {
    private func line(history: [String] = []) -> EditedLine {
        var all = LineHistory(file: nil)
        history.forEach { all.add($0) }
        return EditedLine(prompt: StyledText("? "), history: all, hasStyles: false)
    }

    /// Applies keys and returns the line if one of them ended it.
    private func type(_ keys: [Key], into line: inout EditedLine, completion: LineCompletion = .none) -> LineEditor
        .Line?
    {
        for key in keys { if let end = line.apply(key, completion) { return end } }
        return nil
    }

    @Test("Enter ends the line, unless it ends with a backslash")
    func enter() {
        var line = line()
        #expect(type([.text("一\\"), .enter], into: &line) == nil)
        #expect(line.buffer.text == "一\n")
        #expect(type([.text("二"), .enter], into: &line) == .text("一\n二"))
    }

    @Test("a backslash before the end of the line has no meaning")
    func backslashWithin() {
        var line = line()
        #expect(type([.text("a\\b"), .left, .enter], into: &line) == .text("a\\b"))
    }

    @Test("Ctrl-D ends the input on an empty line and deletes elsewhere")
    func endOfInput() {
        var line = line()
        #expect(type([.text("ab"), .home, .endOfInput], into: &line) == nil)
        #expect(line.buffer.text == "b")
        #expect(type([.endOfInput, .endOfInput], into: &line) == .end)
    }

    @Test("Tab inserts what is unambiguous and otherwise changes nothing")
    func tab() {
        var line = line()
        let one = LineCompletion(length: 2, candidates: [.init(text: "/help")])
        _ = type([.text("/h"), .tab], into: &line, completion: one)
        #expect(line.buffer.text == "/help ")
        let two = LineCompletion(length: 1, candidates: [.init(text: "max"), .init(text: "mini")])
        _ = type([.text("m"), .tab], into: &line, completion: two)
        #expect(line.buffer.text == "/help m")
    }

    @Test("Up and Down move between lines first, then through the history")
    func history() {
        var line = line(history: ["one", "two"])
        _ = type([.text("a\nb"), .up], into: &line)
        #expect(line.buffer.text == "a\nb")
        _ = type([.up], into: &line)
        #expect(line.buffer.text == "two")
        _ = type([.up, .up, .up], into: &line)
        #expect(line.buffer.text == "one")
        _ = type([.down, .down], into: &line)
        #expect(line.buffer.text == "a\nb")
    }

    @Test("every editing key changes the text or the cursor")
    func keys() {
        var line = line()
        let keys: [Key] = [
            .text("one two"), .wordLeft, .deleteWordRight, .putBack, .home, .right, .deleteToStart, .end, .deleteLeft,
            .paste("x\ny"), .newLine, .left, .deleteToEnd, .wordLeft, .deleteRight,
        ]
        _ = type(keys, into: &line)
        #expect(line.buffer.text == "ne twx\n")
        _ = type([.up, .home, .wordRight, .left, .deleteWordLeft], into: &line)
        #expect(line.buffer.text == "e twx\n")
    }
}
