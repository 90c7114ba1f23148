/// A flat layout in which texts that are near each other in meaning stay near each other.
///
/// Edges of the neighbour graph pull their ends together, and each pull is balanced by pushes away from random rows, as
/// in UMAP (McInnes, Healy and Melville 2018) and LargeVis (Tang and others 2016). The rows begin at their first three
/// principal coordinates, and the third is pressed flat while the layout cools: rows can pass each other in space and
/// are caught less often on the wrong side of a group. The same table gives the same layout.
package struct NeighbourhoodLayout: Sendable, Hashable {
    /// The place of each row: x and y alternate. The widest direction is horizontal, the centre is at 0.
    package let places: [Float]

    /// Neighbours of a row that pull it.
    package static let neighbours = 15
    /// The number of rows up to which time is no matter: then there are more passes and pushes.
    private static let fewRows = 20_000
    /// How steeply the pull falls with the squared distance; UMAP's value for its usual least distance of 0.1.
    private static let steepness: Float = 1.577
    /// The greatest step of a coordinate.
    private static let longestStep: Float = 4
    /// The half width of the start.
    private static let startRadius: Float = 10

    /// Lays out as many rows as `coordinates` has, `width` principal coordinates each. `table` has the nearest rows of
    /// each row. `progress` gets the share of the work that is done. Throws `CancellationError`.
    package init(
        _ table: NeighbourTable,
        coordinates: [Float],
        width: Int,
        progress: (Double) -> Void = { _ in }
    ) throws {
        let count = width == 0 ? 0 : coordinates.count / width
        var places = Self.start(coordinates, width: width)
        let graph = NeighbourGraph(table)
        let epochs = Self.epochs(of: count)
        var schedule = EdgeSchedule(graph, epochs: epochs)
        let pushes = count <= Self.fewRows ? 10 : 5
        var random = SplitMix(UInt64(count))
        for epoch in 0..<epochs {
            try Task.checkCancellation()
            progress(Double(epoch) / Double(epochs))
            let time = Float(epoch) / Float(epochs)
            Self.move(&places, along: schedule.edges(of: epoch), graph, pushes: pushes, rate: 1 - time, &random)
            let depth = Self.depth(at: time)
            if depth < 1 { for row in places.indices { places[row].z *= depth } }
        }
        self.places = Self.levelled(places)
    }

    /// Returns the number of passes: small tables need more to settle.
    private static func epochs(of count: Int) -> Int { count < 2 ? 0 : count <= fewRows ? 500 : 200 }

    /// Returns the factor by which depth shrinks in a pass: none at first, then more and more, to nothing at the end.
    private static func depth(at time: Float) -> Float { time < 0.3 ? 1 : time < 0.7 ? 0.95 : 0 }

    private static func start(_ coordinates: [Float], width: Int) -> [SIMD4<Float>] {
        guard width > 0 else { return [] }
        let greatest = coordinates.reduce(Float(0)) { max($0, abs($1)) }
        let scale = greatest > 0 ? startRadius / greatest : 0
        return stride(from: 0, to: coordinates.count, by: width).map { row in
            var place = SIMD4<Float>.zero
            for axis in 0..<min(3, width) { place[axis] = coordinates[row + axis] * scale }
            return place
        }
    }

    private static func move(
        _ places: inout [SIMD4<Float>],
        along edges: [Int32],
        _ graph: NeighbourGraph,
        pushes: Int,
        rate: Float,
        _ random: inout SplitMix
    ) {
        let limit = SIMD4<Float>(repeating: longestStep)
        places.withUnsafeMutableBufferPointer { places in
            let count = UInt64(places.count)
            for edge in edges {
                let (head, tail) = (Int(graph.heads[Int(edge)]), Int(graph.tails[Int(edge)]))
                var place = places[head]
                let gap = place - places[tail]
                let pull = -2 * steepness / (1 + steepness * (gap * gap).sum())
                let step = (gap * pull).clamped(lowerBound: -limit, upperBound: limit) * rate
                place += step
                places[tail] -= step
                for _ in 0..<pushes {
                    // The high half of a product is as even as a remainder, and faster.
                    let other = Int(random.next().multipliedFullWidth(by: count).high)
                    if other == head { continue }
                    let gap = place - places[other]
                    let distance = (gap * gap).sum()
                    let push = 2 / ((0.001 + distance) * (1 + steepness * distance))
                    place += (gap * push).clamped(lowerBound: -limit, upperBound: limit) * rate
                }
                places[head] = place
            }
        }
    }

    /// Returns x and y of the places, turned so that they are widest from left to right.
    private static func levelled(_ places: [SIMD4<Float>]) -> [Float] {
        let flat = places.flatMap { [$0.x, $0.y] }
        let turned = PrincipalComponents(of: VectorTable(components: flat, dimensions: flat.isEmpty ? 0 : 2), count: 2)
        switch turned.axes.count {
        case 2: return turned.coordinates(of: VectorTable(components: flat, dimensions: 2))
        case 1: return turned.coordinates(of: VectorTable(components: flat, dimensions: 2)).flatMap { [$0, 0] }
        default: return flat.map { _ in 0 }
        }
    }
}
