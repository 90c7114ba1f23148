import RAGCore

/// Which texts belong to topics: those of small communities join the topics they fit, and what fits nowhere is left
/// out.
struct TopicFit {
    /// The rows of each topic, ascending.
    let topics: [[Int]]

    /// A text is left out if its cosine with the nearest centroid is this many robust standard deviations below the
    /// median of all texts: the farthest 0.6% of a normal distribution.
    private static let deviations: Float = 2.5

    /// Decides for the rows of `table` and their communities, which are numbered from 0. `weights` are the numbers of
    /// records of the rows.
    init(_ table: VectorTable, weights: [Int], _ communities: [Int32]) {
        let lists = NodeLists(communities, number: Int(communities.max() ?? -1) + 1)
        var numbers: [Int32: Int32] = [:]
        for community in communities.indices.map({ communities[$0] }) where numbers[community] == nil {
            let weight = lists[Int(community)].reduce(0) { $0 + weights[Int($1)] }
            numbers[community] = weight >= TopicGrouping.leastTexts ? Int32(numbers.count { $0.value >= 0 }) : -1
        }
        let kept = communities.map { numbers[$0] ?? -1 }
        let count = numbers.values.count { $0 >= 0 }
        guard count > 0 else {
            topics = []
            return
        }
        let centroids = Self.centroids(of: table, kept, count)
        let (nearest, best) = Self.nearest(table, centroids)
        let own = kept.indices.map { kept[$0] < 0 ? best[$0] : Swift.max(best[$0], 0) }
        let floor = Self.floor(of: own)
        var topics = [[Int]](repeating: [], count: count)
        for row in kept.indices {
            // A text that was asked often is a subject of its own.
            let isLoose = best[row] < floor && weights[row] < TopicGrouping.leastTexts
            if isLoose { continue }
            topics[Int(kept[row] < 0 ? nearest[row] : kept[row])].append(row)
        }
        self.topics = topics.filter { !$0.isEmpty }
    }

    /// Returns the least cosine with a centroid of a text that belongs to a topic.
    private static func floor(of cosines: [Float]) -> Float {
        let median = Self.median(cosines)
        // The factor makes the median deviation of a normal distribution its standard deviation.
        return median - deviations * 1.4826 * Self.median(cosines.map { abs($0 - median) })
    }

    private static func median(_ values: [Float]) -> Float {
        let sorted = values.sorted()
        return sorted.isEmpty ? 0 : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    private static func centroids(of table: VectorTable, _ numbers: [Int32], _ count: Int) -> VectorTable {
        var sums = [Float](repeating: 0, count: count * table.dimensions)
        for (row, number) in numbers.enumerated() where number >= 0 {
            let start = Int(number) * table.dimensions
            for (column, component) in table[row].enumerated() { sums[start + column] += component }
        }
        return VectorTable(components: sums, dimensions: table.dimensions).scaledToUnitLength()
    }

    /// Returns the nearest centroid of each row and the cosine with it.
    private static func nearest(_ table: VectorTable, _ centroids: VectorTable) -> ([Int32], [Float]) {
        var numbers: [Int32] = []
        var cosines: [Float] = []
        for start in stride(from: 0, to: table.count, by: 1_024) {
            let rows = start..<min(start + 1_024, table.count)
            let products = table.rows(rows).products(with: centroids)
            for row in 0..<rows.count {
                var best = 0
                for other in 0..<centroids.count
                where products[row * centroids.count + other] > products[row * centroids.count + best] { best = other }
                numbers.append(Int32(best))
                cosines.append(products[row * centroids.count + best])
            }
        }
        return (numbers, cosines)
    }
}
