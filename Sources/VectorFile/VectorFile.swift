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
    package let stamp: Int64
    /// How many vectors can be found.
    package let count: Int
    let segments: [Segment]
    /// Rows that are still there, a set a segment; nil where all are.
    let alive: [RowSet?]

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
        stamp = manifest.stamp
        var segments: [Segment] = []
        var alive: [RowSet?] = []
        var count = 0
        for part in manifest.parts {
            let segment = try Segment(part.name, in: folder)
            guard segment.layout.dimensions == space.dimensions, part.removed.allSatisfy({ $0 < segment.count }) else {
                throw .damaged("\(part.name.fileName) does not belong to its manifest")
            }
            var rows = RowSet(all: part.removed.isEmpty ? 0 : segment.count)
            for row in part.removed { rows.remove(Int(row)) }
            segments.append(segment)
            alive.append(part.removed.isEmpty ? nil : rows)
            count += segment.count - part.removed.count
        }
        self.segments = segments
        self.alive = alive
        self.count = count
    }

    package var dimensions: Int { space.dimensions }

    /// The ids of all vectors that can be found, ascending.
    package var ids: [Int64] {
        let found = zip(segments, alive).flatMap { segment, alive in
            segment.ids.enumerated().filter { alive?.contains($0.offset) ?? true }.map(\.element)
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

    /// A filter that lets a search find the vectors of `ids` alone, which ascend; ids that are not there are passed over.
    /// For this snapshot only.
    package func selection(of ids: [Int64]) -> VectorSelection {
        VectorSelection(
            zip(segments, alive).map { segment, alive in
                var rows = RowSet(none: segment.count)
                let own = segment.ids
                var row = 0
                for id in ids {
                    row = own.firstIndex(notBelow: id, from: row)
                    guard row < own.count else { break }
                    if own[row] == id, alive?.contains(row) ?? true { rows.insert(row) }
                }
                return rows
            }
        )
    }

    /// Reads all of it; throws `.damaged` where it is not what was written.
    package func verify() throws(VectorFileFault) {
        for segment in segments { try segment.verify() }
    }
}
