import Dispatch
import Synchronization

/// One search of the segments of a vector file.
struct VectorSearch: Sendable {
    /// Codes that are scanned in one piece, in bytes: long enough that handing it out costs nothing.
    private static let piece = 1 << 20
    /// Whether some search of this process has the second thread; there is only one, however many search.
    private static let second = Atomic<Bool>(false)

    let segments: [LiveSegment]
    /// As many components as the vectors have; each smaller than `Segment.largestComponent`.
    let query: [Float]
    /// At least 1.
    let limit: Int
    /// The rows that may be found; nil for all.
    let selection: VectorSelection?
    let kernel: VectorKernel

    /// The nearest vectors, at most `limit`, and all that tie with the last of them, best first, equal scores in the
    /// order of their ids. Throws `.damaged` where a vector proves not to belong to its code.
    func matches(threads: Int) throws(VectorFileFault) -> [VectorMatch] {
        let pieces = pieces()
        var shortlist: Shortlist
        if threads > 1, pieces.count >= 4,
            Self.second.compareExchange(expected: false, desired: true, ordering: .acquiring).exchanged
        {
            defer { Self.second.store(false, ordering: .releasing) }
            shortlist = scanTogether(pieces)
        } else {
            var scan = Scan(self)
            for piece in pieces { scan.run(piece) }
            shortlist = scan.shortlist
        }
        return try rescored(shortlist.ranked())
    }

    /// All rows, cut at multiples of 64.
    private func pieces() -> [Scan.Piece] {
        segments.enumerated().flatMap { number, live in
            let step = max(64, Self.piece / live.segment.layout.stride / 64 * 64)
            return stride(from: 0, to: live.segment.count, by: step).map { first in
                Scan.Piece(segment: number, rows: first..<min(first + step, live.segment.count))
            }
        }
    }

    /// Two threads take pieces until none is left, so that one which starts late holds nothing up.
    private func scanTogether(_ pieces: [Scan.Piece]) -> Shortlist {
        let next = Atomic<Int>(0)
        let whole = Mutex(Shortlist(limit: limit))
        DispatchQueue.concurrentPerform(iterations: 2) { _ in
            var scan = Scan(self)
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
    private func rescored(_ entries: [Shortlist.Entry]) throws(VectorFileFault) -> [VectorMatch] {
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
            let segment = segments[number].segment
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
