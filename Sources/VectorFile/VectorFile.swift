import Foundation
import RAGCore

/// An exact index of embeddings in memory-mapped files: a snapshot that writers do not change.
///
/// A folder holds one manifest, and segments that never change. All of it is derived data and can be deleted. A segment
/// keeps each vector as floats and as a code of one byte per component. A search scans the codes and reads the floats
/// of the few vectors that can be among the nearest. The codes should fit in memory; the floats need not.
package struct VectorFile: Sendable {
    /// The kind of vectors in the file.
    package let space: VectorSpace
    /// The revision that the writer stored with the vectors: `IndexVersion.revision` of the store they come from.
    package let revision: Int64
    /// The number of vectors that a search can find.
    package let count: Int
    let segments: [LiveSegment]

    /// Opens the file in `folder`. Reads only the manifest and one page of each segment.
    ///
    /// Throws `.absent`, `.damaged`, or `.otherVectors` if the vectors are not those of `space`; then rebuild the file.
    package init(_ folder: URL, of space: VectorSpace) throws(VectorFileFault) {
        // A writer may have replaced manifest and segments since the manifest was read; the new manifest names new
        // segments.
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

    /// The number of components of each vector.
    package var dimensions: Int { space.dimensions }

    /// The IDs of all vectors that a search can find, ascending.
    package var ids: [Int64] {
        let found = segments.flatMap { live in
            live.segment.ids.enumerated().filter { live.isAlive($0.offset) }.map(\.element)
        }
        return segments.count > 1 ? found.sorted() : found
    }

    /// Returns the IDs to append and the IDs to remove so that the file holds exactly `ids`, which must ascend.
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

    /// Reads all segments. Throws `.damaged` if one does not match its checksum.
    package func verify() throws(VectorFileFault) {
        for live in segments { try live.segment.verify() }
    }
}
