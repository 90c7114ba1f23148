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

    @Test("text is inserted at the cursor, and the cursor stops at both ends")
    func inserting() {
        var buffer = LineBuffer("ad")
        let moves = [buffer.moveRight(), buffer.moveLeft()]
        buffer.insert("bc")
        #expect(buffer.textBefore == "abc")
        #expect(buffer.textAfter == "d")
        #expect(!buffer.isAtEnd)
        buffer.moveToEnd()
        #expect(buffer.isAtEnd)
        buffer.moveToLineStart()
        #expect(moves + [buffer.moveLeft(), buffer.moveRight()] == [false, true, false, true])
        #expect(buffer.textBefore == "a")
    }

    @Test(
        "the cursor moves over words in both directions",
        arguments: [
            ("ask about", ["ask ", ""], ["ask", "ask about"]),
            ("请用kefu答", ["请用kefu", "请用", ""], ["请用", "请用kefu", "请用kefu答"]),
            ("a, b2", ["a, ", ""], ["a", "a, b2"]),
        ]
    )
    func words(text: String, lefts: [String], rights: [String]) {
        var buffer = LineBuffer(text)
        for left in lefts {
            buffer.moveWordLeft()
            #expect(buffer.textBefore == left)
        }
        for right in rights {
            buffer.moveWordRight()
            #expect(buffer.textBefore == right)
        }
    }

    @Test("deleting to the right removes characters, words, the rest of the line, or the line end")
    func deletingRight() {
        var buffer = LineBuffer("one two\nthree")
        _ = buffer.moveUp()
        buffer.moveToLineStart()
        buffer.deleteRight()
        #expect(buffer.text == "ne two\nthree")
        buffer.deleteWordRight()
        #expect(buffer.text == " two\nthree")
        buffer.deleteToLineEnd()
        #expect(buffer.text == "\nthree")
        buffer.deleteToLineEnd()
        #expect(buffer.text == "three")
        buffer.putBack()
        #expect(buffer.text == "\nthree")
        buffer.moveToEnd()
        buffer.deleteToLineEnd()
        buffer.deleteRight()
        #expect(buffer.text == "\nthree")
    }

    @Test("deleting nothing keeps the text for putting back")
    func keepingDeleted() {
        var buffer = LineBuffer("ab")
        buffer.deleteToLineStart()
        buffer.deleteToLineStart()
        buffer.deleteWordRight()
        buffer.putBack()
        buffer.putBack()
        #expect(buffer.text == "abab")
    }

    @Test("a completion replaces the last characters before the cursor")
    func replacing() {
        var buffer = LineBuffer("/he x")
        buffer.moveLeft()
        buffer.moveLeft()
        buffer.replace(last: 3, with: "/help")
        #expect(buffer.text == "/help x")
        #expect(buffer.textBefore == "/help")
        buffer.replace(last: 99, with: "")
        #expect(buffer.text == " x")
    }

    @Test("line start and end are those of the current line")
    func lineEnds() {
        var buffer = LineBuffer("ab\ncd\nef")
        _ = buffer.moveUp()
        buffer.moveToLineStart()
        #expect(buffer.textBefore == "ab\n")
        buffer.moveToLineEnd()
        #expect(buffer.textBefore == "ab\ncd")
        buffer.deleteToLineStart()
        #expect(buffer.text == "ab\n\nef")
    }
}
