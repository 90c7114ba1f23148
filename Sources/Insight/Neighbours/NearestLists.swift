/// The best of the neighbours that each row has been offered so far, most similar first, equal ones by position.
///
/// What is kept does not depend on the order of the offers, so that several cores may keep lists of their own.
struct NearestLists: Sendable {
    /// The number of neighbours of a row.
    let width: Int
    /// Those of row r begin at r * width. A place without a neighbour has the position `Int32.max`.
    private(set) var positions: [Int32]
    private(set) var cosines: [Float]
    /// The cosine of the last neighbour of each row: a row takes no neighbour below it.
    private(set) var floors: [Float]

    /// Creates empty lists. `width` must be at least 1.
    init(rows: Int, width: Int) {
        self.width = width
        positions = Array(repeating: .max, count: rows * width)
        cosines = Array(repeating: -.infinity, count: rows * width)
        floors = Array(repeating: -.infinity, count: rows)
    }

    /// Offers `position` as a neighbour of `row`.
    mutating func offer(_ position: Int32, _ cosine: Float, to row: Int) {
        let (start, end) = (row * width, (row + 1) * width)
        var place = end
        while place > start, (cosine, positions[place - 1]) > (cosines[place - 1], position) { place -= 1 }
        guard place < end else { return }
        var last = end - 1
        while last > place {
            positions[last] = positions[last - 1]
            cosines[last] = cosines[last - 1]
            last -= 1
        }
        positions[place] = position
        cosines[place] = cosine
        floors[row] = cosines[end - 1]
    }

    /// Takes over the neighbours of other lists of the same rows.
    mutating func merge(_ other: NearestLists) {
        for row in floors.indices {
            for place in (row * width)..<((row + 1) * width) where other.positions[place] != .max {
                guard other.cosines[place] >= floors[row] else { break }
                offer(other.positions[place], other.cosines[place], to: row)
            }
        }
    }
}
