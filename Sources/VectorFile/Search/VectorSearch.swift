import CVectorKernels
import Dispatch
import RAGCore
import Synchronization

extension VectorFile {
    /// Codes that are scanned in one piece, in bytes: long enough that handing it out costs nothing.
    private static let piece = 1 << 20
    /// Whether some search of this process has the second thread; there is only one, however many search.
    private static let second = Atomic<Bool>(false)

    /// The nearest vectors to `query` by product (cosine, where all have length 1), at most `limit`, best first, equal
    /// scores in the order of their ids; of `selection` alone, if there is one. Exact: the same as comparing with every
    /// vector in double precision and rounding once.
    ///
    /// Runs on this thread, and with `threads` 2 on another as well when the scan is long and no other search has it.
    /// Throws `VectorFileFault` where the query has another dimension, or the file proves damaged.
    package func search(
        _ query: Embedding,
        limit: Int,
        in selection: VectorSelection? = nil,
        threads: Int = 2,
        kernel: VectorKernel = .fastest
    ) throws(VectorFileFault) -> [VectorMatch] {
        let matches = try matches(query, limit: limit, in: selection, threads: threads, kernel: kernel)
        return Array(matches.prefix(max(limit, 0)))
    }

    /// What `search` finds, and all that ties with the last of it.
    func matches(
        _ query: Embedding,
        limit: Int,
        in selection: VectorSelection? = nil,
        threads: Int = 2,
        kernel: VectorKernel = .fastest
    ) throws(VectorFileFault) -> [VectorMatch] {
        guard query.dimensions == dimensions else {
            throw .otherDimensions(expected: dimensions, found: query.dimensions)
        }
        guard limit > 0, count > 0 else { return [] }
        guard query.components.allSatisfy({ $0.magnitude < Segment.largestComponent }) else { return [] }
        let pieces = pieces()
        var shortlist: Shortlist
        if threads > 1, pieces.count >= 4,
            Self.second.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
        {
            defer { Self.second.store(false, ordering: .releasing) }
            shortlist = scanTogether(pieces, query.components, limit, selection, kernel)
        } else {
            var scan = Scan(self, query.components, limit: limit, in: selection, kernel)
            for piece in pieces { scan.run(piece) }
            shortlist = scan.shortlist
        }
        return try rescored(shortlist.ranked(), query.components, limit, kernel)
    }

    /// All rows, cut at multiples of 64.
    private func pieces() -> [Scan.Piece] {
        segments.enumerated().flatMap { number, segment in
            let step = max(64, Self.piece / segment.layout.stride / 64 * 64)
            return stride(from: 0, to: segment.count, by: step).map { first in
                Scan.Piece(segment: number, rows: first..<min(first + step, segment.count))
            }
        }
    }

    /// Two threads take pieces until none is left, so that one which starts late holds nothing up.
    private func scanTogether(
        _ pieces: [Scan.Piece],
        _ query: [Float],
        _ limit: Int,
        _ selection: VectorSelection?,
        _ kernel: VectorKernel
    ) -> Shortlist {
        let next = Atomic<Int>(0)
        let whole = Mutex(Shortlist(limit: limit))
        DispatchQueue.concurrentPerform(iterations: 2) { _ in
            var scan = Scan(self, query, limit: limit, in: selection, kernel)
            while true {
                let number = next.add(1, ordering: .relaxed).oldValue
                guard number < pieces.count else { break }
                scan.run(pieces[number])
            }
            let shortlist = scan.shortlist
            whole.withLock { $0.merge(shortlist) }
        }
        return whole.withLock { $0 }
    }

    /// Looks at the vectors themselves, the most promising first, until none that is left can be among the best.
    private func rescored(
        _ entries: [Shortlist.Entry],
        _ query: [Float],
        _ limit: Int,
        _ kernel: VectorKernel
    ) throws(VectorFileFault) -> [VectorMatch] {
        let batch = 16
        var best = Largest(limit)
        var matches: [VectorMatch] = []
        var scores = [Float](repeating: 0, count: batch)
        var start = 0
        while start < entries.count, entries[start].candidate.upper >= best.least {
            let number = entries[start].segment
            var end = start + 1
            while end < entries.count, end < start + batch, entries[end].segment == number { end += 1 }
            let candidates = entries[start..<end].map(\.candidate)
            let segment = segments[number]
            segment.products(query, candidates, kernel, &scores)
            for (candidate, score) in zip(candidates, scores) {
                guard score <= candidate.upper else { throw .damaged("a vector does not belong to its code") }
                best.insert(score)
                matches.append(VectorMatch(id: segment.ids[Int(candidate.row)], score: score))
            }
            start = end
        }
        matches.removeAll { $0.score < best.least }
        matches.sort { ($1.score, $0.id) < ($0.score, $1.id) }
        return matches
    }
}
