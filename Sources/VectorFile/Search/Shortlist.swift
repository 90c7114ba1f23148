import CVectorKernels

/// The rows that can still be among the nearest, as far as the scan knows.
struct Shortlist {
    /// A row of one segment, with the upper bound of its product.
    struct Entry {
        let segment: Int
        let candidate: vk_candidate
    }

    /// The rows in the order of the scan. Some may have fallen below the threshold since they were added.
    private(set) var entries: [Entry] = []
    /// The lower bounds of the products of the best rows.
    private var floors: Largest
    private var pruneAt = 4096

    init(limit: Int) {
        floors = Largest(limit)
    }

    /// The upper bound that a row must reach: `limit` rows have at least this product.
    var threshold: Float { floors.least }

    /// Adds rows that `vk_scan` found in `segment`.
    ///
    /// `slack` returns how far a row's product can lie below its upper bound.
    mutating func add(_ found: UnsafeBufferPointer<vk_candidate>, segment: Int, slack: (Int) -> Float) {
        for candidate in found where candidate.upper >= floors.least {
            floors.insert(candidate.upper - slack(Int(candidate.row)))
            entries.append(Entry(segment: segment, candidate: candidate))
        }
        if entries.count >= pruneAt {
            prune()
            pruneAt = max(4096, 2 * entries.count)
        }
    }

    /// Adds the rows that another scan found.
    mutating func merge(_ other: Shortlist) {
        other.floors.numbers.forEach { floors.insert($0) }
        entries += other.entries
    }

    /// Returns the remaining rows, the highest upper bound first.
    mutating func ranked() -> [Entry] {
        prune()
        entries.sort { $0.candidate.upper > $1.candidate.upper }
        return entries
    }

    private mutating func prune() {
        let threshold = floors.least
        entries.removeAll { $0.candidate.upper < threshold }
    }
}
