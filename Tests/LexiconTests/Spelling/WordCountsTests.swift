import Foundation
import RAGCore
import Testing

@testable import Lexicon

@Suite struct WordCountsTests {
    private func counts(_ text: String) -> WordCounts {
        var counts = WordCounts()
        counts.add(text)
        return counts
    }

    private func han(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }

    @Test("words, characters and pairs are counted, codes and pairs across punctuation are not")
    func counted() {
        let counts = counts("退貨，退货运费。Refund refund E1042 KX-220")
        #expect(counts.words == ["refund": 2, "kx": 1])
        let (tui, huo, yun) = (han("退")[0], han("货")[0], han("运")[0])
        #expect(counts.characters[tui.hanIndex] == 2)
        #expect(counts.count(of: tui, huo) == 2)
        #expect(counts.count(of: huo, tui) == 0)
        #expect(counts.count(of: huo, yun) == 1)
    }

    @Test("counts come back from their file, but not for another version of the index or from a damaged file")
    func file() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "words")
        let version = IndexVersion(generation: 3, revision: -7)
        let counts = counts("退货运费 refund the parcel")
        try counts.write(to: file, version: version)
        let read = try #require(WordCounts(contentsOf: file, version: version))
        #expect(read.words == counts.words)
        #expect(read.wordTotal == 3 && read.characterTotal == 4)
        #expect(read.pairs == counts.pairs)
        #expect(WordCounts(contentsOf: file, version: IndexVersion(generation: 3, revision: 8)) == nil)
        #expect(WordCounts(contentsOf: folder.appending(path: "none"), version: version) == nil)
        let bytes = try Data(contentsOf: file)
        for length in 0..<bytes.count {
            try bytes.prefix(length).write(to: file)
            #expect(WordCounts(contentsOf: file, version: version) == nil)
        }
    }
}
