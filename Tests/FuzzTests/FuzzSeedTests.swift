import Foundation
import TestSupport
import Testing

/// Every seed of the fuzzer, among them each input that once broke something, is read without a crash.
@Suite struct FuzzSeedTests {
    @Test("seeds, and their beginnings, break nothing", arguments: FuzzTarget.all.keys.sorted())
    func seeds(name: String) async throws {
        let target = try #require(FuzzTarget.all[name])
        let folder = Repository.fixtures.appending(path: "fuzz/\(name)")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        #expect(!files.isEmpty)
        for file in files {
            let seed = try Data(contentsOf: file)
            await target.run(seed)
            for length in stride(from: 0, to: seed.count, by: max(seed.count / 20, 1)) {
                await target.run(seed.prefix(length))
            }
        }
        await target.run(Data())
    }
}
