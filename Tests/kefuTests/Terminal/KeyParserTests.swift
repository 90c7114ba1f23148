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
}
