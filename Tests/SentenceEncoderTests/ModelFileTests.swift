import Foundation
import RAGCore
import Testing

@testable import SentenceEncoder

@Suite("Model file")
struct ModelFileTests {
    @Test("an empty or foreign file is not a model", arguments: ["", "E5", "GGUF, which is another format"])
    func foreign(content: String) {
        #expect(throws: ModelFileFault.notAModel) { try ModelFile(Data(content.utf8)) }
    }

    @Test("a file cut short anywhere is refused")
    func truncated() throws {
        let bytes = try InstalledModel.bytes()
        let cuts = Array(4..<80) + [1000, 2_000_092, 4_581_440, 4_581_445, 4_590_000, 4_632_400, 4_638_200, 59_438_848]
        for length in cuts + [bytes.count - 1] {
            #expect(throws: ModelFileFault.self, "\(length) bytes") {
                try SentenceEncoder(bytes.prefix(length), threads: 1, kernel: .fastest)
            }
        }
    }

    @Test("a damaged file is refused or gives some vector, without a crash", arguments: 0..<60)
    func damaged(seed: UInt64) async throws {
        var random = SplitMix(state: seed)
        var bytes = try Data(contentsOf: InstalledModel.file)
        let regions = [4..<72, 72..<1_000_080, 1_000_080..<2_000_092, 4_581_437..<4_632_330, 4_632_330..<4_638_272]
        let region = seed < 50 ? regions[Int(seed) % regions.count] : 0..<bytes.count
        for _ in 0..<(seed % 3 == 0 ? 1 : 40) {
            bytes[Int.random(in: region, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        guard let encoder = try? SentenceEncoder(bytes, threads: 1, kernel: .fastest) else { return }
        _ = try? await encoder.embed(["退货 E-1042 refund 👩‍👩‍👧 ｶﾞ", ""], as: .query)
    }

    @Test("the message names the file, the fault and a remedy")
    func message() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "model.bin")
        try InstalledModel.bytes().prefix(5_000_000).write(to: file)
        let error = try #require(throws: RAGError.self) { try SentenceEncoder(modelFile: file) }
        #expect(error.code == .failed)
        #expect(error.description.contains(file.path))
        #expect(error.description.contains("cut short"))
        #expect(error.description.contains("scripts/setup"))
    }
}
