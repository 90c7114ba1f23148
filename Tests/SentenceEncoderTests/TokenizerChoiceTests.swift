import Foundation
import Testing

@testable import SentenceEncoder

/// The choice between pieces, with vocabularies that a test defines.
@Suite("Tokenizer choices")
struct TokenizerChoiceTests {
    private func tokens(_ text: String, _ pieces: [(text: String, score: Float)]) throws -> [Int32] {
        try Tokenizer(TinyModel(pieces).file()).tokens(of: text)
    }

    @Test(
        "the pieces with the highest sum of scores win, whether few or many",
        arguments: [(-4, [6]), (-6, [4, 5])] as [(Float, [Int32])]
    )
    func best(score: Float, expected: [Int32]) throws {
        #expect(try tokens("ab", [("▁a", -2), ("b", -3), ("▁ab", score)]) == expected)
    }

    @Test("of equal sums the one that was found first wins: the piece that begins earlier")
    func ties() throws {
        #expect(try tokens("ab", [("▁a", -2), ("b", -3), ("▁ab", -5)]) == [6])
    }

    @Test("a worse beginning is taken where the end makes up for it")
    func lookahead() throws {
        let pieces: [(text: String, score: Float)] = [("▁a", -5), ("▁ab", -1), ("bc", -1), ("c", -9)]
        #expect(try tokens("abc", pieces) == [4, 6])
        #expect(try tokens("ab", pieces) == [5])
    }

    @Test("a character without a piece is one unknown token, whatever its length")
    func unknown() throws {
        let pieces: [(text: String, score: Float)] = [("▁", -1), ("a", -1)]
        #expect(try tokens("退a😀", pieces) == [4, 3, 5, 3])
    }

    @Test("an unlikely piece is better than an unknown token")
    func unlikely() throws {
        #expect(try tokens("ab", [("▁", -1), ("a", -30), ("b", -39.5)]) == [4, 5, 6])
    }

    @Test("the text of the unknown mark is read as text")
    func unknownMark() throws {
        #expect(try tokens("<unk>", [("▁", -1)]) == [4, 3, 3, 3, 3, 3])
    }

    @Test("the marks of a window come from the file")
    func marks() throws {
        var model = TinyModel([("▁", -1)])
        model.marks = [1, 4, 0, 3]
        let tokenizer = try Tokenizer(model.file())
        #expect([tokenizer.start, tokenizer.end] == [1, 4])
    }

    @Test("a text without a boundary is cut as a short one is, however long", arguments: [1, 100, 300, 5000])
    func longStretch(count: Int) throws {
        // Pieces overlap everywhere, so no position is final before the end.
        let pieces: [(text: String, score: Float)] = [("▁", -1), ("ab", -2), ("ba", -2), ("a", -3), ("b", -3)]
        let tokens = try tokens(String(repeating: "ab", count: count), pieces)
        #expect(tokens == [4] + [Int32](repeating: 5, count: count))
    }
}
