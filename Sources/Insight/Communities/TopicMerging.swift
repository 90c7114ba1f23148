/// Merges topics until a given number is left: always the two that have most links for their sizes, which lowers the
/// modularity least where the topics are equally large.
struct TopicMerging {
    /// The rows of each topic.
    private(set) var topics: [[Int]]
    /// The weight of the links between two topics, and the products of the sums of their vectors.
    private var links: [[Double]]
    private var products: [[Float]]
    /// The strength of each topic.
    private var sizes: [Double]

    /// Prepares the merging of `topics`, which are rows of `table` and nodes of `graph`.
    init(_ topics: [[Int]], of graph: WeightedGraph, _ table: VectorTable) {
        self.topics = topics
        var numbers = [Int](repeating: -1, count: graph.count)
        for (number, rows) in topics.enumerated() { for row in rows { numbers[row] = number } }
        links = topics.map { _ in Array(repeating: 0, count: topics.count) }
        for node in 0..<graph.count where numbers[node] >= 0 {
            for edge in graph.starts[node]..<graph.starts[node + 1] where numbers[Int(graph.targets[edge])] >= 0 {
                links[numbers[node]][numbers[Int(graph.targets[edge])]] += graph.weights[edge]
            }
        }
        sizes = topics.map { rows in rows.reduce(0) { $0 + graph.strengths[$1] } }
        var sums: [Float] = []
        for rows in topics { sums += table.rows(rows).mean().map { $0 * Float(rows.count) } }
        let centres = VectorTable(components: sums, dimensions: table.dimensions)
        let flat = centres.products(with: centres)
        products = topics.indices.map { Array(flat[($0 * topics.count)..<(($0 + 1) * topics.count)]) }
    }

    /// Merges topics until `count` are left.
    mutating func merge(to count: Int) {
        while topics.count > max(1, count) {
            var best: (one: Int, other: Int, links: Double, cosine: Float) = (0, 1, -1, -2)
            for one in topics.indices {
                for other in 0..<one {
                    let share = sizes[one] * sizes[other] > 0 ? links[one][other] / (sizes[one] * sizes[other]) : 0
                    guard share >= best.links else { continue }
                    let cosine = cosine(one, other)
                    if (share, cosine) > (best.links, best.cosine) { best = (other, one, share, cosine) }
                }
            }
            join(best.one, best.other)
        }
    }

    /// Returns the cosine of the centroids of two topics.
    private func cosine(_ one: Int, _ other: Int) -> Float {
        let lengths = (products[one][one] * products[other][other]).squareRoot()
        return lengths > 0 ? products[one][other] / lengths : 0
    }

    /// Adds topic `other` to topic `one`, which comes before it.
    private mutating func join(_ one: Int, _ other: Int) {
        topics[one] = (topics[one] + topics[other]).sorted()
        topics.remove(at: other)
        sizes[one] += sizes.remove(at: other)
        for row in links.indices {
            links[row][one] += links[row][other]
            products[row][one] += products[row][other]
        }
        for column in links.indices {
            links[one][column] += links[other][column]
            products[one][column] += products[other][column]
        }
        links.remove(at: other)
        products.remove(at: other)
        for row in links.indices {
            links[row].remove(at: other)
            products[row].remove(at: other)
        }
    }
}
