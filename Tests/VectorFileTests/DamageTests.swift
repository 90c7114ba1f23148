import Foundation
import RAGCore
import Testing

@testable import VectorFile

@Suite("Damaged and foreign vector files")
struct DamageTests {
    private let folder: TemporaryFolder
    private let vectors = numbered(Kind.random.vectors(300, dimensions: 20))

    init() throws {
        folder = try TemporaryFolder()
        _ = try folder.build(vectors, dimensions: 20)
    }

    private var manifest: URL { folder.url.appending(path: Manifest.fileName) }

    /// Whether the file does not open, for a reason that asks for a rebuild, and opens after one.
    private func isCured(_ place: SourceLocation = #_sourceLocation) throws -> Bool {
        let error = #expect(throws: VectorFileFault.self, sourceLocation: place) { _ = try folder.open(20) }
        _ = try folder.build(vectors, dimensions: 20)
        return try error != nil && folder.open(20).count == 300
    }

    @Test("an empty folder is absent; vectors of another model, generation or dimension are refused")
    func foreign() throws {
        let empty = try TemporaryFolder()
        #expect(throws: VectorFileFault.absent) { _ = try empty.open(20) }
        for space in [
            VectorSpace(model: "other", generation: 3, dimensions: 20), VectorSpace(model: "test", dimensions: 20),
            .test(21),
        ] {
            #expect(throws: VectorFileFault.otherVectors) { _ = try VectorFile(folder.url, of: space) }
            #expect(try VectorFileWriter(folder.url, of: space)?.current == nil)
        }
    }

    @Test("a manifest that is truncated or changed anywhere does not open")
    func manifestDamage() throws {
        let whole = try Data(contentsOf: manifest)
        for length in 0..<whole.count {
            try whole.prefix(length).write(to: manifest)
            #expect(throws: VectorFileFault.self) { _ = try folder.open(20) }
            var changed = whole
            changed[length] ^= 0x40
            try changed.write(to: manifest)
            #expect(throws: VectorFileFault.self) { _ = try folder.open(20) }
        }
        #expect(try isCured())
    }

    @Test("a segment that is missing, empty, truncated, too long or of another kind does not open")
    func segmentDamage() throws {
        for change in 0..<5 {
            let file = try #require(try folder.segments.first)
            let whole = try Data(contentsOf: file)
            switch change {
            case 0: try FileManager.default.removeItem(at: file)
            case 1: try Data().write(to: file)
            case 2: try whole.dropLast(1).write(to: file)
            case 3: try (whole + Data(count: 4096)).write(to: file)
            default: try Data(count: whole.count).write(to: file)
            }
            #expect(try isCured(), "change \(change)")
        }
    }

    @Test("a header that is changed anywhere does not open")
    func headerDamage() throws {
        let file = try #require(try folder.segments.first)
        let whole = try Data(contentsOf: file)
        for position in 0..<40 {
            var changed = whole
            changed[position] ^= 1
            try changed.write(to: file)
            #expect(throws: VectorFileFault.self, "byte \(position)") { _ = try folder.open(20) }
        }
    }

    @Test("verifying finds a changed byte in any section")
    func contentDamage() throws {
        let file = try #require(try folder.segments.first)
        let layout = try #require(SegmentLayout(dimensions: 20, count: 300))
        let whole = try Data(contentsOf: file)
        for section in [layout.centre, layout.vectors, layout.codes, layout.scales, layout.bounds, layout.ids] {
            var changed = whole
            changed[section.upperBound - 1] ^= 1
            try changed.write(to: file)
            #expect(throws: VectorFileFault.self) { try folder.open(20).verify() }
        }
    }

    @Test("a search that reads vectors that do not belong to their codes throws")
    func foreignVectors() throws {
        let file = try #require(try folder.segments.first)
        let layout = try #require(SegmentLayout(dimensions: 20, count: 300))
        var changed = try Data(contentsOf: file)
        let ten = withUnsafeBytes(of: Float(10)) { Data($0) }
        for number in 0..<300 * 20 {
            changed.replaceSubrange(
                layout.vectors.lowerBound + number * 4..<layout.vectors.lowerBound + number * 4 + 4,
                with: ten
            )
        }
        try changed.write(to: file)
        let query = Embedding(unitLength: Array(repeating: 0.2, count: 20))
        #expect(throws: VectorFileFault.self) { try folder.open(20).search(query, limit: 3) }
    }

    @Test("opening reads the header only: a sparse file of a terabyte opens like a small one")
    func opensByHeader() throws {
        let layout = try #require(SegmentLayout(dimensions: 2000, count: 100_000_000))
        let name = SegmentName(number: 12)
        let file = folder.url.appending(path: name.fileName)
        let header = SegmentHeader(layout: layout, radius: 1, content: Checksum())
        try Data(header.bytes).write(to: file)
        let handle = try FileHandle(forWritingTo: file)
        do {
            try handle.truncate(atOffset: UInt64(layout.size))
        } catch {
            return  // This file system has no sparse files, or none of this size.
        }
        let space = VectorSpace.test(2000)
        let parts = [Manifest.Part(name: name, removed: [])]
        try Data(Manifest(space: space, revision: 1, parts: parts).bytes).write(to: manifest)
        #expect(try VectorFile(folder.url, of: space).count == 100_000_000)
    }
}
