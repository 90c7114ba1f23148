import CLinearAlgebra
import Foundation
import Synchronization

/// Compares the rows of two tables in tiles: a matrix product, then a scan for the few products that are high enough.
///
/// Measured on one core of an Emerald Rapids Xeon, 100,000 rows of 384: see `kefu-bench insight-neighbours`.
struct NeighbourSearch: Sendable {
    let queries: VectorTable
    let table: VectorTable
    /// Whether both tables are the same: then a product serves both of its rows, and no row is its own neighbour.
    let isSymmetric: Bool
    let width: Int

    /// Rows of a tile. The products of a tile (1 MB) stay in the cache of a core.
    private static let height = 512

    /// Returns the neighbours. Throws `CancellationError`.
    func run() async throws -> NeighbourTable {
        guard width > 0, queries.count > 0 else { return NeighbourTable(width: 0, positions: [], cosines: []) }
        precondition(queries.dimensions == table.dimensions, "Tables of different dimensions have no neighbours")
        let strips = (queries.count + Self.height - 1) / Self.height
        let next = NextStrip()
        let workers = min(strips, ProcessInfo.processInfo.activeProcessorCount)
        let lists = try await withThrowingTaskGroup(of: NearestLists.self) { group in
            for _ in 0..<workers {
                group.addTask {
                    var lists = NearestLists(rows: queries.count, width: width)
                    var scratch = Scratch(Self.height)
                    while let strip = next.take(below: strips) { try compare(strip, &lists, &scratch) }
                    return lists
                }
            }
            var whole: NearestLists?
            for try await part in group {
                if whole == nil { whole = part } else { whole?.merge(part) }
            }
            return whole
        }
        guard let lists else { return NeighbourTable(width: 0, positions: [], cosines: []) }
        return NeighbourTable(width: width, positions: lists.positions, cosines: lists.cosines)
    }

    /// Compares the rows of a strip with all rows, or with those from the strip on in a symmetric search.
    private func compare(_ strip: Int, _ lists: inout NearestLists, _ scratch: inout Scratch) throws {
        let rows = (strip * Self.height)..<min((strip + 1) * Self.height, queries.count)
        for start in stride(from: isSymmetric ? rows.lowerBound : 0, to: table.count, by: Self.height) {
            try Task.checkCancellation()
            let columns = start..<min(start + Self.height, table.count)
            scratch.multiply(queries, rows, table, columns)
            for row in rows { scan(row, rows, columns, &lists, &scratch) }
        }
    }

    private func scan(
        _ row: Int,
        _ rows: Range<Int>,
        _ columns: Range<Int>,
        _ lists: inout NearestLists,
        _ scratch: inout Scratch
    ) {
        // In a tile on the diagonal each pair occurs once to the right of it.
        let first = isSymmetric ? max(columns.lowerBound, row + 1) : columns.lowerBound
        guard first < columns.upperBound else { return }
        let count = columns.upperBound - first
        let products = (row - rows.lowerBound) * columns.count + first - columns.lowerBound
        let floor = lists.floors[row]
        let found = scratch.products.withUnsafeBufferPointer { values in
            lists.floors.withUnsafeBufferPointer { floors in
                scratch.none.withUnsafeBufferPointer { none in
                    scratch.found.withUnsafeMutableBufferPointer { found in
                        la_at_least(
                            values.baseAddress.map { $0 + products },
                            Int32(count),
                            floor,
                            isSymmetric ? floors.baseAddress.map { $0 + first } : none.baseAddress,
                            found.baseAddress
                        )
                    }
                }
            }
        }
        for index in 0..<Int(found) {
            let offset = Int(scratch.found[index])
            let (column, cosine) = (first + offset, scratch.products[products + offset])
            if cosine >= lists.floors[row] { lists.offer(Int32(column), cosine, to: row) }
            if isSymmetric, cosine >= lists.floors[column] { lists.offer(Int32(row), cosine, to: column) }
        }
    }
}

/// Gives each strip to one worker.
private final class NextStrip: Sendable {
    private let number = Atomic(0)

    func take(below count: Int) -> Int? {
        let taken = number.add(1, ordering: .relaxed).oldValue
        return taken < count ? taken : nil
    }
}

/// Memory that a worker uses again for each tile.
private struct Scratch {
    var products: [Float]
    var found: [Int32]
    /// Floors that no product reaches.
    let none: [Float]

    init(_ height: Int) {
        products = Array(repeating: 0, count: height * height)
        found = Array(repeating: 0, count: height)
        none = Array(repeating: .infinity, count: height)
    }

    mutating func multiply(
        _ left: VectorTable,
        _ rows: Range<Int>,
        _ right: VectorTable,
        _ columns: Range<Int>
    ) {
        let dimensions = left.dimensions
        left.components.withUnsafeBufferPointer { a in
            right.components.withUnsafeBufferPointer { b in
                products.withUnsafeMutableBufferPointer { c in
                    la_product(
                        LA_PLAIN,
                        LA_TRANSPOSED,
                        Int32(rows.count),
                        Int32(columns.count),
                        Int32(dimensions),
                        1,
                        a.baseAddress.map { $0 + rows.lowerBound * dimensions },
                        Int32(dimensions),
                        b.baseAddress.map { $0 + columns.lowerBound * dimensions },
                        Int32(dimensions),
                        0,
                        c.baseAddress,
                        Int32(columns.count)
                    )
                }
            }
        }
    }
}
