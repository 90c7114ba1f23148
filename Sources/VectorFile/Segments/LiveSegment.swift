import Foundation

/// A segment of a vector file, with the rows of it that are still there.
struct LiveSegment: Sendable {
    let segment: Segment
    /// Rows that are still there; nil where all are.
    let alive: RowSet?
    /// How many rows that is.
    let count: Int

    /// Opens the segment of `part`. Throws `.damaged` where it holds no vectors of `dimensions`, or fewer than `part` says.
    init(_ part: Manifest.Part, in folder: URL, dimensions: Int) throws(VectorFileFault) {
        let segment = try Segment(part.name, in: folder)
        guard segment.layout.dimensions == dimensions, part.removed.allSatisfy({ $0 < segment.count }) else {
            throw .damaged("\(part.name.fileName) does not belong to its manifest")
        }
        self.segment = segment
        count = segment.count - part.removed.count
        guard !part.removed.isEmpty else {
            alive = nil
            return
        }
        var rows = RowSet(all: segment.count)
        for row in part.removed { rows.remove(Int(row)) }
        alive = rows
    }

    /// Whether `row` is still there.
    func isAlive(_ row: Int) -> Bool { alive?.contains(row) ?? true }

    /// The rows of those of `ids`, which ascend, that are still there.
    func rows(of ids: [Int64]) -> RowSet {
        var rows = RowSet(none: segment.count)
        let own = segment.ids
        var row = 0
        for id in ids {
            row = own.firstIndex(notBelow: id, from: row)
            guard row < own.count else { break }
            if own[row] == id, isAlive(row) { rows.insert(row) }
        }
        return rows
    }
}
