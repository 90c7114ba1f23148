/// An undirected graph with weighted edges, stored as lists of neighbours.
struct WeightedGraph: Sendable, Hashable {
    /// The edges of node n are at starts[n]..<starts[n + 1]; each edge is listed at both of its ends.
    let starts: [Int]
    /// The other end of each edge, ascending within a node. No edge joins a node with itself.
    let targets: [Int32]
    let weights: [Double]
    /// The weight within each node: what the edges between the nodes that were joined into it weigh, counted from
    /// both ends.
    let inner: [Double]
    /// The sum of the weights at each node, including what is within.
    let strengths: [Double]
    /// The sum of all strengths.
    let total: Double

    /// The number of nodes.
    var count: Int { inner.count }

    private init(starts: [Int], targets: [Int32], weights: [Double], inner: [Double]) {
        (self.starts, self.targets, self.weights, self.inner) = (starts, targets, weights, inner)
        strengths = inner.indices.map { node in
            weights[starts[node]..<starts[node + 1]].reduce(inner[node], +)
        }
        total = strengths.reduce(0, +)
    }

    /// Joins each row with its nearest rows. An edge weighs the cosine, and twice as much where both rows are among the
    /// nearest of each other. Cosines that are not positive join nothing.
    /// `count` is the number of rows, which a table without neighbours does not tell.
    init(_ table: NeighbourTable, count: Int) {
        func edges(_ body: (_ row: Int, _ other: Int, _ cosine: Double) -> Void) {
            for row in 0..<(table.width == 0 ? 0 : count) {
                for place in (row * table.width)..<((row + 1) * table.width) where table.cosines[place] > 0 {
                    body(row, Int(table.positions[place]), Double(table.cosines[place]))
                }
            }
        }
        var starts = [Int](repeating: 0, count: count + 1)
        edges { row, other, _ in
            starts[row + 1] += 1
            starts[other + 1] += 1
        }
        for node in 0..<count { starts[node + 1] += starts[node] }
        var ends = starts
        var listed = [(target: Int32, weight: Double)](repeating: (0, 0), count: starts[count])
        edges { row, other, cosine in
            listed[ends[row]] = (Int32(other), cosine)
            ends[row] += 1
            listed[ends[other]] = (Int32(row), cosine)
            ends[other] += 1
        }
        var whole = Builder(count)
        for node in 0..<count {
            var last: Int32 = -1
            for edge in listed[starts[node]..<starts[node + 1]].sorted(by: {
                ($0.target, $0.weight) < ($1.target, $1.weight)
            }) {
                if edge.target == last { whole.add(edge.weight) } else { whole.add(edge.target, edge.weight) }
                last = edge.target
            }
            whole.endNode()
        }
        self.init(
            starts: whole.starts,
            targets: whole.targets,
            weights: whole.weights,
            inner: Array(repeating: 0, count: count)
        )
    }

    /// Creates a graph of `count` nodes from edges that are listed once each.
    init(count: Int, edges: [(Int, Int, Double)]) {
        var lists = [[(target: Int32, weight: Double)]](repeating: [], count: count)
        for (one, other, weight) in edges {
            lists[one].append((Int32(other), weight))
            lists[other].append((Int32(one), weight))
        }
        var whole = Builder(count)
        for list in lists {
            for edge in list.sorted(by: { $0.target < $1.target }) { whole.add(edge.target, edge.weight) }
            whole.endNode()
        }
        self.init(
            starts: whole.starts,
            targets: whole.targets,
            weights: whole.weights,
            inner: Array(repeating: 0, count: count)
        )
    }

    /// Returns the graph whose nodes are the groups: `groups` has the group of each node, from 0 to below `number`.
    func joined(by groups: [Int32], number: Int) -> WeightedGraph {
        var inner = [Double](repeating: 0, count: number)
        var sums = [Double](repeating: 0, count: number)
        var whole = Builder(number)
        let members = NodeLists(groups, number: number)
        for group in 0..<number {
            var touched: [Int32] = []
            for node in members[group] {
                inner[group] += self.inner[Int(node)]
                for edge in starts[Int(node)]..<starts[Int(node) + 1] {
                    let other = groups[Int(targets[edge])]
                    if Int(other) == group {
                        inner[group] += weights[edge]
                    } else {
                        if sums[Int(other)] == 0 { touched.append(other) }
                        sums[Int(other)] += weights[edge]
                    }
                }
            }
            for other in touched.sorted() {
                whole.add(other, sums[Int(other)])
                sums[Int(other)] = 0
            }
            whole.endNode()
        }
        return WeightedGraph(starts: whole.starts, targets: whole.targets, weights: whole.weights, inner: inner)
    }
}

/// The arrays of a graph while its nodes are added one after another.
private struct Builder {
    var starts = [0]
    var targets: [Int32] = []
    var weights: [Double] = []

    init(_ count: Int) { starts.reserveCapacity(count + 1) }

    mutating func add(_ target: Int32, _ weight: Double) {
        targets.append(target)
        weights.append(weight)
    }

    /// Adds to the weight of the last edge.
    mutating func add(_ weight: Double) { weights[weights.count - 1] += weight }

    mutating func endNode() { starts.append(targets.count) }
}

extension WeightedGraph {
    /// Returns the modularity of groups, which are numbered from 0, with a resolution.
    func modularity(of groups: [Int32], resolution: Double) -> Double {
        guard total > 0 else { return 0 }
        var strengths = [Double](repeating: 0, count: count)
        var within = 0.0
        for node in 0..<count {
            strengths[Int(groups[node])] += self.strengths[node]
            within += inner[node]
            for edge in starts[node]..<starts[node + 1] where groups[Int(targets[edge])] == groups[node] {
                within += weights[edge]
            }
        }
        return (within - resolution * strengths.reduce(0) { $0 + $1 * $1 } / total) / total
    }
}
