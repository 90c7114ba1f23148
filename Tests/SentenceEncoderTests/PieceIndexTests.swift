import Foundation
import Testing

@testable import SentenceEncoder

@Suite("Piece index")
struct PieceIndexTests {
    /// A piece that was found: its length in bytes, its number and its score.
    private struct Found: Equatable {
        let length: Int
        let number: Int32
        let score: Float
    }

    private func found(_ text: String, in model: TinyModel, count: Int? = nil) throws -> [Found] {
        let index = try PieceIndex(model.file())
        let bytes = Array(text.utf8)
        return (bytes + [UInt8](repeating: 0, count: PieceIndex.padding)).withUnsafeBufferPointer { padded in
            index.withLookup { lookup in
                var found: [Found] = []
                guard let start = padded.baseAddress else { return nil }
                lookup.pieces(at: start, count: count ?? bytes.count) {
                    found.append(Found(length: $0, number: $1, score: $2))
                }
                return found
            } ?? []
        }
    }

    @Test("all pieces that a text begins with are found, shortest first, with number and score")
    func prefixes() throws {
        let model = TinyModel([
            ("international", -9), ("in", -2), ("nation", -4), ("i", -1), ("inter", -3), ("internationally", -11),
        ])
        #expect(
            try found("international!", in: model) == [
                Found(length: 1, number: 7, score: -1), Found(length: 2, number: 5, score: -2),
                Found(length: 5, number: 8, score: -3), Found(length: 13, number: 4, score: -9),
            ]
        )
        #expect(try found("national", in: model) == [Found(length: 6, number: 6, score: -4)])
        #expect(try found("x", in: model).isEmpty)
    }

    @Test("a piece that reaches beyond the text is not found", arguments: 1...12)
    func end(count: Int) throws {
        let model = TinyModel([("abcdef", -1), ("abcdefgh", -2), ("abcdefghi", -3), ("abc", -4)])
        let lengths = try found("abcdefghijkl", in: model, count: count).map(\.length)
        #expect(lengths == [3, 6, 8, 9].filter { $0 <= count })
    }

    @Test("pieces of several bytes a character are found whole")
    func characters() throws {
        let model = TinyModel([("退", -2), ("退货", -3), ("退货政策", -5), ("👩‍👩‍👧", -6)])
        #expect(try found("退货政策", in: model).map(\.length) == [3, 6, 12])
        #expect(try found("👩‍👩‍👧", in: model).map(\.number) == [7])
    }

    @Test("an empty piece is never found")
    func empty() throws {
        #expect(try found("a", in: TinyModel([("", -1), ("a", -2)])).map(\.number) == [5])
    }

    @Test("in a large vocabulary exactly the pieces are found that comparing all of them finds")
    func large() throws {
        var random = SplitMix(state: 42)
        let letters = Array("abcd退货")
        var texts = Set<String>()
        while texts.count < 4000 {
            texts.insert(
                String(
                    (0..<Int.random(in: 1...14, using: &random)).map { _ in
                        letters[Int.random(in: letters.indices, using: &random)]
                    }
                )
            )
        }
        let pieces = texts.sorted()
        let model = TinyModel(pieces.map { ($0, -1) })
        for piece in pieces.shuffled(using: &random).prefix(300) {
            let text = piece + "adbc"
            let expected = pieces.enumerated().filter { text.utf8.starts(with: $1.utf8) }
                .map { Found(length: $1.utf8.count, number: Int32($0 + 4), score: -1) }
                .sorted { $0.length < $1.length }
            #expect(try found(text, in: model) == expected, "\(text)")
        }
    }

    @Test("a character without a piece costs ten more than the least likely piece")
    func unknownScore() throws {
        #expect(try PieceIndex(TinyModel([("a", -3), ("b", -12.5), ("c", -4)]).file()).unknownScore == -22.5)
        #expect(try PieceIndex(TinyModel().file()).unknownScore == -10)
    }

    @Test(
        "offsets that do not rise within the text are damage",
        arguments: [[0, 2, 1, 3, 4], [0, 1, 2, 3, 18]] as [[UInt32]]
    )
    func offsets(offsets: [UInt32]) throws {
        var model = TinyModel()
        model.offsets = offsets
        let file = try model.file()
        #expect(throws: ModelFileFault.damaged("the vocabulary's offsets")) { try PieceIndex(file) }
    }

    @Test("a piece has at most 255 bytes")
    func longest() throws {
        let text = String(repeating: "a", count: 255)
        #expect(try found(text, in: TinyModel([(text, -1)])).map(\.length) == [255])
        let file = try TinyModel([(text + "a", -1)]).file()
        #expect(throws: ModelFileFault.damaged("the vocabulary's offsets")) { try PieceIndex(file) }
    }

    @Test("a score that is no logarithm of a probability is damage", arguments: [Float.nan, .infinity, -1e4, 1e4])
    func scores(score: Float) throws {
        let file = try TinyModel([("a", score)]).file()
        #expect(throws: ModelFileFault.damaged("the vocabulary's scores")) { try PieceIndex(file) }
    }
}
