import CVectorKernels

/// The rows that can still be among the nearest, as far as the scan can tell.
struct Shortlist {
    struct Entry {
        let segment: Int
        let candidate: vk_candidate
    }

    /// Rows that were kept, in the order of the scan; some have fallen behind since.
    private(set) var entries: [Entry] = []
    /// The least that the products of the best rows can be.
    private var floors: Largest
    private var pruneAt = 4096

    init(limit: Int) {
        floors = Largest(limit)
    }

    /// What a row's upper bound must reach: as many rows as are wanted have at least this product.
    var threshold: Float { floors.least }

    /// Adds rows that `vk_scan` found in `segment`; `doubt` is how far a row's product can lie below its upper bound.
    mutating func add(_ found: UnsafeBufferPointer<vk_candidate>, segment: Int, doubt: (Int) -> Float) {
        for candidate in found where candidate.upper >= floors.least {
            floors.insert(candidate.upper - doubt(Int(candidate.row)))
            entries.append(Entry(segment: segment, candidate: candidate))
        }
        if entries.count >= pruneAt {
            prune()
            pruneAt = max(4096, 2 * entries.count)
        }
    }

    /// Takes in what another scan found.
    mutating func merge(_ other: Shortlist) {
        other.floors.numbers.forEach { floors.insert($0) }
        entries += other.entries
    }

    /// The rows that are left, the most promising first.
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
