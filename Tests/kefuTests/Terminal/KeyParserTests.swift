import Testing

@testable import kefu

@Suite struct KeyParserTests {
    @Test(
        "keys as terminals send them",
        arguments: [
            ("a", [.text("a")]), ("你好", [.text("你好")]), ("\r", [.enter]), ("\n", [.newLine]), ("\u{1B}\r", [.newLine]),
            ("\u{7F}", [.deleteLeft]), ("\u{1B}[A", [.up]), ("\u{1B}OB", [.down]), ("\u{1B}[3~", [.deleteRight]),
            ("\u{1B}[1;5C", [.wordRight]), ("\u{1B}b", [.wordLeft]), ("\u{1}", [.home]), ("\u{1B}[13;2u", [.newLine]),
            ("ab\u{4}", [.text("ab"), .endOfInput]), ("\u{1B}[99;7z", []), ("\u{1B}你", [.text("你")]),
            ("\u{1B}[<0;12;3Mx", [.enter, .text("x")]),
        ] as [(String, [Key])]
    )
    func keys(bytes: String, keys: [Key]) {
        var parser = KeyParser()
        #expect(parser.consume(bytes.utf8) == keys)
    }

    @Test("bytes may arrive one by one; characters and sequences stay whole")
    func portions() {
        var parser = KeyParser()
        let bytes = Array("é你👍\u{1B}[1;3D\u{1B}[200~多\r\n行\u{1B}[201~!".utf8)
        let keys = bytes.flatMap { parser.consume([$0]) }
        #expect(
            keys == [.text("é"), .text("你"), .text("👍"), .wordLeft, .paste("多\n行"), .text("!")]
        )
    }

    @Test("a paste is always text: line ends stay, control characters are removed")
    func paste() {
        var parser = KeyParser()
        let keys = parser.consume("\u{1B}[200~rm -rf\r/quit\u{3}\u{1B}[A\u{1B}[201~".utf8)
        #expect(keys == [.paste("rm -rf\n/quit[A")])
    }

    @Test("invalid UTF-8 does not stop the bytes after it")
    func brokenBytes() {
        var parser = KeyParser()
        #expect(parser.consume([0xFF, 0xE4, 0xBD, 0x41]) == [.text("\u{FFFD}\u{FFFD}A")])
    }

    @Test(
        "control keys and escape sequences of common terminals",
        arguments: [
            ("\u{2}", .left), ("\u{6}", .right), ("\u{5}", .end), ("\u{8}", .deleteLeft), ("\t", .tab),
            ("\u{B}", .deleteToEnd), ("\u{C}", .clearScreen), ("\u{E}", .down), ("\u{10}", .up),
            ("\u{15}", .deleteToStart), ("\u{17}", .deleteWordLeft), ("\u{19}", .putBack), ("\u{1B}f", .wordRight),
            ("\u{1B}d", .deleteWordRight), ("\u{1B}\u{7F}", .deleteWordLeft), ("\u{1B}\u{8}", .deleteWordLeft),
            ("\u{1B}\n", .newLine), ("\u{1B}[B", .down), ("\u{1B}[C", .right), ("\u{1B}[D", .left), ("\u{1B}[H", .home),
            ("\u{1B}[F", .end), ("\u{1B}[1~", .home), ("\u{1B}[7~", .home), ("\u{1B}[4~", .end), ("\u{1B}[8~", .end),
            ("\u{1B}OH", .home), ("\u{1B}OF", .end), ("\u{1B}OM", .enter), ("\u{1B}[1;5D", .wordLeft),
            ("\u{1B}[1;3C", .wordRight), ("\u{1B}[1;2C", .right), ("\u{1B}[3;5~", .deleteWordRight),
            ("\u{1B}[13u", .enter), ("\u{1B}[13;5u", .newLine),
        ] as [(String, Key)]
    )
    func table(bytes: String, key: Key) {
        var parser = KeyParser()
        #expect(parser.consume(bytes.utf8) == [key])
    }

    @Test(
        "an unknown key or sequence is dropped, and the next key is read",
        arguments: ["\u{7}", "\u{1B}[5~", "\u{1B}Oz"]
    )
    func unknown(bytes: String) {
        var parser = KeyParser()
        #expect(parser.consume((bytes + "a").utf8) == [.text("a")])
    }

    @Test("a control character inside a sequence ends the sequence")
    func interruptedSequence() {
        var parser = KeyParser()
        #expect(parser.consume("\u{1B}[1;\r".utf8) == [.enter])
        #expect(parser.consume("\u{1B}\u{1B}[A".utf8) == [.up])
    }

    @Test("an incomplete sequence gives no key until its rest arrives")
    func waiting() {
        var parser = KeyParser()
        #expect(parser.consume([0x1B]).isEmpty)
        #expect(parser.consume(Array("[1;".utf8)).isEmpty)
        #expect(parser.consume(Array("5C".utf8)) == [.wordRight])
        #expect(parser.consume([0xF0, 0x9F]).isEmpty)
        #expect(parser.consume([0x91, 0x8D]) == [.text("👍")])
        #expect(parser.consume(Array("\u{1B}[200~ab\u{1B}[20".utf8)).isEmpty)
        #expect(parser.consume(Array("1~".utf8)) == [.paste("ab")])
    }
}
