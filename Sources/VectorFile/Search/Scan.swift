import CVectorKernels

/// The work of one thread: scans the codes of a file, piece by piece.
struct Scan: ~Copyable {
    /// A range of rows of one segment that begins at a multiple of 64.
    struct Piece: Sendable {
        let segment: Int
        let rows: Range<Int>
    }

    /// The number of rows that are scanned with one threshold; a multiple of 64.
    private static let block = 256

    private let segments: [LiveSegment]
    private let selection: VectorSelection?
    private let kernel: vk_level
    private let query: CodedQuery
    /// The prepared query, one for each segment.
    private let segmentQueries: [SegmentQuery]
    private let found = UnsafeMutablePointer<vk_candidate>.allocate(capacity: block)
    private let list = UnsafeMutablePointer<Int32>.allocate(capacity: block)
    private(set) var shortlist: Shortlist

    init(_ search: VectorSearch) {
        segments = search.segments
        selection = search.selection
        kernel = search.kernel.level
        let query = CodedQuery(search.query)
        segmentQueries = segments.map { query.prepared(for: $0.segment.centre, radius: $0.segment.radius) }
        self.query = query
        shortlist = Shortlist(limit: search.limit)
    }

    deinit {
        found.deallocate()
        list.deallocate()
    }

    /// Adds those rows of `piece` to the shortlist that can be among the nearest.
    ///
    /// Rows that were removed or are not selected are skipped; their codes are not read.
    mutating func run(_ piece: Piece) {
        let sets = [segments[piece.segment].alive, selection?.sets[piece.segment]].compactMap { $0 }
        let segmentQuery = segmentQueries[piece.segment]
        segments[piece.segment].segment.withRows { rows in
            for first in stride(from: piece.rows.lowerBound, to: piece.rows.upperBound, by: Self.block) {
                let size = min(Self.block, piece.rows.upperBound - first)
                let wanted = sets.isEmpty ? size : listRows(first, size, sets)
                if wanted == 0 { continue }
                let count = scan(rows, segmentQuery, wanted < size ? nil : first, wanted)
                if count == 0 { continue }
                shortlist.add(UnsafeBufferPointer(start: found, count: count), segment: piece.segment) { row in
                    segmentQuery.slack(rows.bounds[row])
                }
            }
        }
    }

    /// Scans `count` rows from `first` on, or the listed rows if `first` is nil. Returns how many it found.
    private func scan(_ rows: vk_rows, _ segmentQuery: SegmentQuery, _ first: Int?, _ count: Int) -> Int {
        var (rows, query) = (rows, segmentQuery.query)
        return Int(
            vk_scan(
                kernel,
                &rows,
                &query,
                first == nil ? list : nil,
                Int64(first ?? 0),
                Int32(count),
                shortlist.threshold,
                found
            )
        )
    }

    /// Lists the rows of a block that are in all sets. Returns how many there are.
    private func listRows(_ first: Int, _ size: Int, _ sets: [RowSet]) -> Int {
        var count = 0
        for word in first / 64..<(first + size + 63) / 64 {
            var bits = sets.reduce(UInt64.max) { $0 & $1.words[word] }
            while bits != 0 {
                list[count] = Int32(word * 64 + bits.trailingZeroBitCount)
                count += 1
                bits &= bits - 1
            }
        }
        return count
    }
}
