import Testing

@testable import SentenceEncoder

@Suite("Tokenizer")
struct TokenizerTests {
    private let tokenizer: Tokenizer

    init() throws { tokenizer = try Tokenizer(ModelFile(InstalledModel.bytes())) }

    @Test("token ids equal those of the reference")
    func reference() throws {
        let references = try Reference.all()
        #expect(Set(references.map(\.text)).count >= 60)
        for reference in references {
            #expect(tokenizer.tokens(of: reference.role.prefix + reference.text) == reference.ids, "\(reference)")
        }
    }

    @Test("the words of the vocabulary are in lower case, also those that it has with a capital alone")
    func latinWords() {
        let words = tokenizer.latinWords()
        #expect(words["moon"] != nil && words["lawyer"] != nil && words["mon"] != nil)
        #expect(words.keys.allSatisfy { $0.utf8.allSatisfy { 0x61...0x7A ~= $0 } })
    }

    @Test("a NUL is removed like other control characters, and the text after it is kept")
    func nul() {
        #expect(tokenizer.tokens(of: "before\0after") == tokenizer.tokens(of: "before\u{1}after"))
        #expect(tokenizer.tokens(of: "\0before") == tokenizer.tokens(of: "before"))
    }

    @Test("an empty text and one of spaces become the space in front", arguments: ["", " ", "\n\t\u{3000}", "\0"])
    func nothing(text: String) {
        #expect(tokenizer.tokens(of: text) == tokenizer.tokens(of: ""))
        #expect(tokenizer.tokens(of: text).count == 1)
    }

    @Test("a text that ends within a piece is tokenized")
    func incompletePieces() {
        let whole = "international 国际化标准组织 👩‍👩‍👧‍👦"
        for count in 0...whole.unicodeScalars.count {
            let part = String(String.UnicodeScalarView(whole.unicodeScalars.prefix(count)))
            #expect(!tokenizer.tokens(of: part).isEmpty)
        }
    }

    @Test("scalars of every plane and length in UTF-8 are tokenized")
    func everyScalar() {
        for value in stride(from: UInt32(0), through: 0x10FFFF, by: 61) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            #expect(!tokenizer.tokens(of: "x\(scalar)y").isEmpty)
        }
    }
}
