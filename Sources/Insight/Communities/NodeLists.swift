/// The nodes of each group, ascending, in one array.
struct NodeLists: Sendable {
    private let starts: [Int]
    private let nodes: [Int32]

    /// Lists the nodes by their groups, which are numbered from 0 to below `number`.
    init(_ groups: [Int32], number: Int) {
        var starts = [Int](repeating: 0, count: number + 1)
        for group in groups { starts[Int(group) + 1] += 1 }
        for group in 0..<number { starts[group + 1] += starts[group] }
        var ends = starts
        var nodes = [Int32](repeating: 0, count: groups.count)
        for (node, group) in groups.enumerated() {
            nodes[ends[Int(group)]] = Int32(node)
            ends[Int(group)] += 1
        }
        (self.starts, self.nodes) = (starts, nodes)
    }

    /// The nodes of a group.
    subscript(group: Int) -> ArraySlice<Int32> { nodes[starts[group]..<starts[group + 1]] }
}
