import Foundation
import RAGCore

/// An exact index of embeddings in memory-mapped files: a snapshot, which stays as it is whatever writers do.
///
/// A folder holds one: a manifest, and segments that never change. Everything in it is derived and can be deleted. A
/// segment keeps each vector as floats and as a code of one byte a component; a search scans the codes and looks at the
/// floats of the few vectors that can be among the nearest, so that the codes want to be in memory and the floats need
/// not.
package struct VectorFile: Sendable {
    package let space: VectorSpace
    /// What the caller last wrote beside the vectors: the state of the truth that they were taken from.
    package let revision: Int64
    /// How many vectors can be found.
    package let count: Int
    let segments: [LiveSegment]

    /// Opens the file in `folder`, reading no more than its manifest and a page a segment. Throws `.absent`,
    /// `.otherVectors` where it holds not those of `space`, or `.damaged`: build it anew then.
    package init(_ folder: URL, of space: VectorSpace) throws(VectorFileFault) {
        // Between manifest and segments a writer may have replaced both; the new manifest then names the new ones.
        for _ in 0..<5 {
            let manifest = try Manifest(in: folder)
            guard manifest.space == space else { throw .otherVectors }
            do {
                try self.init(manifest, in: folder)
                return
            } catch .absent {
                continue
            }
        }
        throw .damaged("a segment is missing")
    }

    init(_ manifest: Manifest, in folder: URL) throws(VectorFileFault) {
        space = manifest.space
        revision = manifest.revision
        var segments: [LiveSegment] = []
        for part in manifest.parts {
            segments.append(try LiveSegment(part, in: folder, dimensions: space.dimensions))
        }
        self.segments = segments
        count = segments.reduce(0) { $0 + $1.count }
    }

    package var dimensions: Int { space.dimensions }

    /// The ids of all vectors that can be found, ascending.
    package var ids: [Int64] {
        let found = segments.flatMap { live in
            live.segment.ids.enumerated().filter { live.isAlive($0.offset) }.map(\.element)
        }
        return segments.count > 1 ? found.sorted() : found
    }

    /// What must be appended and what removed for the file to hold exactly `ids`, which ascend.
    package func difference(from ids: [Int64]) -> (missing: [Int64], surplus: [Int64]) {
        let mine = self.ids
        var missing: [Int64] = []
        var surplus: [Int64] = []
        var index = 0
        for id in ids {
            while index < mine.count, mine[index] < id {
                surplus.append(mine[index])
                index += 1
            }
            if index < mine.count, mine[index] == id { index += 1 } else { missing.append(id) }
        }
        return (missing, surplus + mine[index...])
    }

    /// Reads all of it; throws `.damaged` where it is not what was written.
    package func verify() throws(VectorFileFault) {
        for live in segments { try live.segment.verify() }
    }
}
