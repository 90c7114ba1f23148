/// Decides in which passes an edge pulls: the strongest in each, a weaker one as often as its strength says.
struct EdgeSchedule: Sendable {
    /// The passes between two pulls of an edge.
    private let intervals: [Float]
    /// The pass in which each edge pulls next.
    private var next: [Float]

    /// Plans `epochs` passes over the edges of `graph`. An edge so weak that it is never due is left out.
    init(_ graph: NeighbourGraph, epochs: Int) {
        let strongest = graph.strengths.max() ?? 1
        intervals = graph.strengths.map { $0 * Float(epochs) < strongest ? .infinity : strongest / $0 }
        next = intervals
    }

    /// Returns the positions of the edges that pull in a pass. Passes must be taken in their order, from 0.
    mutating func edges(of epoch: Int) -> [Int32] {
        var due: [Int32] = []
        for edge in next.indices where next[edge] <= Float(epoch + 1) {
            due.append(Int32(edge))
            next[edge] += intervals[edge]
        }
        return due
    }
}
