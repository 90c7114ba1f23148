/// A set of rows of one segment, one bit for each row.
struct RowSet: Sendable {
    /// Bit i of word w stands for row 64 w + i. Bits beyond the last row are zero.
    private(set) var words: [UInt64]

    /// Creates a set of none of `rows` rows.
    init(none rows: Int) {
        words = Array(repeating: 0, count: (rows + 63) / 64)
    }

    /// Creates a set of all of `rows` rows.
    init(all rows: Int) {
        words = Array(repeating: .max, count: (rows + 63) / 64)
        if rows % 64 > 0 { words[words.count - 1] = (1 << UInt64(rows % 64)) - 1 }
    }

    mutating func insert(_ row: Int) { words[row / 64] |= 1 << UInt64(row % 64) }
    mutating func remove(_ row: Int) { words[row / 64] &= ~(1 << UInt64(row % 64)) }
    func contains(_ row: Int) -> Bool { words[row / 64] >> UInt64(row % 64) & 1 == 1 }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }
}
