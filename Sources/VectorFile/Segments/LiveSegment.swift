import Foundation

/// A segment of a vector file, together with its rows that were not removed.
struct LiveSegment: Sendable {
    let segment: Segment
    /// The rows that were not removed; nil if none was.
    let alive: RowSet?
    /// The number of rows that were not removed.
    let count: Int

    /// Opens the segment of `part`.
    ///
    /// Throws `.damaged` if its vectors do not have `dimensions` components or if `part` names rows that it does not
    /// have.
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

    /// Returns whether `row` was not removed.
    func isAlive(_ row: Int) -> Bool { alive?.contains(row) ?? true }

    /// Returns the rows of those of `ids` that were not removed. The IDs must ascend.
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
