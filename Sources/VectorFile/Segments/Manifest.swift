import Foundation
import OperatingSystem

/// The table of contents of a vector file. It is the only file that is ever replaced, in one step.
struct Manifest: Equatable {
    /// One segment, and the rows that were removed from it, in ascending order.
    struct Part: Equatable {
        let name: SegmentName
        var removed: [UInt32]
    }

    static let fileName = "index"
    private static let magic: UInt64 = 0x3158_4449_5546_454B  // "KEFUIDX1"

    let space: VectorSpace
    let revision: Int64
    let parts: [Part]

    init(space: VectorSpace, revision: Int64, parts: [Part]) {
        self.space = space
        self.revision = revision
        self.parts = parts
    }

    /// Reads the manifest of `folder`. Throws `.absent` or `.damaged`.
    init(in folder: URL) throws(VectorFileFault) {
        let bytes: Data
        do {
            bytes = try MappedFile(folder.appending(path: Self.fileName)).bytes
        } catch {
            throw error.code == ENOENT ? .absent : .damaged("\(Self.fileName) cannot be opened (\(error))")
        }
        guard let manifest = bytes.withUnsafeBytes({ Self($0) }) else {
            throw .damaged("\(Self.fileName) is not a valid manifest")
        }
        self = manifest
    }

    /// Reads a manifest. Returns nil if the bytes are none.
    init?(_ bytes: UnsafeRawBufferPointer) {
        var reader = NumberReader(bytes)
        guard reader.next(UInt64.self) == Self.magic, let dimensions = reader.next(UInt32.self),
            let generation = reader.next(Int64.self), let revision = reader.next(Int64.self), let model = reader.text(),
            let partCount = reader.next(UInt32.self)
        else { return nil }
        var parts: [Part] = []
        for _ in 0..<partCount {
            guard let number = reader.next(UInt64.self), let removedCount = reader.next(UInt32.self) else { return nil }
            var removed: [UInt32] = []
            for _ in 0..<removedCount {
                guard let row = reader.next(UInt32.self) else { return nil }
                removed.append(row)
            }
            parts.append(Part(name: SegmentName(number: number), removed: removed))
        }
        guard reader.endsWithChecksum() else { return nil }
        space = VectorSpace(model: model, generation: generation, dimensions: Int(dimensions))
        self.revision = revision
        self.parts = parts
    }

    /// The content of the file.
    var bytes: [UInt8] {
        var writer = NumberWriter()
        writer.append(Self.magic)
        writer.append(UInt32(space.dimensions))
        writer.append(space.generation)
        writer.append(revision)
        writer.append(space.model)
        writer.append(UInt32(parts.count))
        for part in parts {
            writer.append(part.name.number)
            writer.append(UInt32(part.removed.count))
            for row in part.removed { writer.append(row) }
        }
        writer.appendChecksum()
        return writer.bytes
    }
}
