import Testing

@testable import Lexicon

@Suite struct WordListTests {
    @Test("entries belong to the section above them and keep their order and spaces")
    func sections() {
        let list = WordList(
            Array("# remark\nfirst\n\n[a]\n转人工\nspeak to a human\r\n#no entry\n[b]\nz\n[a]\nlast\n".utf8)
        )
        #expect(list[""] == ["first"])
        #expect(list["a"] == ["转人工", "speak to a human", "last"])
        #expect(list["b"] == ["z"])
        #expect(list["c"].isEmpty)
        #expect(WordList([])[""].isEmpty)
    }

    @Test("a longer phrase stands before its own beginning, so that it is found first")
    func order() {
        let phrases = WordList(PackageResources.words_without_content_txt)["phrases"]
        #expect(phrases.count > 50)
        for (index, phrase) in phrases.enumerated() {
            #expect(!phrases[..<index].contains { phrase.hasPrefix($0) && phrase != $0 }, "\(phrase)")
        }
    }
}
