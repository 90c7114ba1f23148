import Testing

@testable import kefu

@Suite struct LineBufferTests {
    @Test("the cursor moves by whole characters (grapheme clusters)", arguments: ["é", "你", "👨‍👩‍👧", "🇨🇳", "e\u{301}"])
    func characters(character: String) {
        var buffer = LineBuffer()
        for scalar in "a\(character)b".unicodeScalars { buffer.insert(String(scalar)) }
        buffer.moveLeft()
        buffer.deleteLeft()
        #expect(buffer.text == "ab")
        #expect(buffer.textBefore == "a")
    }

    @Test(
        "words end at spaces, at punctuation and between Chinese and Latin letters",
        arguments: [
            ("ask about refunds", "ask about "), ("退货 运费", "退货 "), ("请用kefu", "请用"), ("hello，你好", "hello，"),
            ("one  ", ""), ("", ""),
        ]
    )
    func words(text: String, rest: String) {
        var buffer = LineBuffer(text)
        buffer.deleteWordLeft()
        #expect(buffer.text == rest)
        buffer.putBack()
        #expect(buffer.text == text)
    }

    @Test("up and down move between the lines and keep the column if the line is long enough")
    func lines() {
        var buffer = LineBuffer("first line\n二\nthird")
        var moved = [buffer.moveUp()]
        #expect(buffer.textBefore == "first line\n二")
        moved.append(buffer.moveUp())
        #expect(buffer.textBefore == "f")
        moved.append(buffer.moveUp())
        moved.append(buffer.moveDown())
        moved.append(buffer.moveDown())
        #expect(buffer.textBefore == "first line\n二\nt")
        moved.append(buffer.moveDown())
        #expect(moved == [true, true, false, true, true, false])
        buffer.deleteToLineEnd()
        buffer.deleteToLineStart()
        #expect(buffer.text == "first line\n二\n")
    }
}
