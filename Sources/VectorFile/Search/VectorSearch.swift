import Dispatch
import Synchronization

/// One search of the segments of a vector file.
struct VectorSearch: Sendable {
    /// The number of bytes of codes in one piece: long enough that handing it to a thread costs nothing.
    private static let piece = 1 << 20
    /// Whether a search of this process uses the second thread. All searches share one.
    private static let second = Atomic<Bool>(false)

    let segments: [LiveSegment]
    /// The components of the query: as many as the vectors have, each smaller than `Segment.largestComponent`.
    let query: [Float]
    /// How many vectors to find, at least 1.
    let limit: Int
    /// The rows that may be found; nil for all.
    let selection: VectorSelection?
    let kernel: VectorKernel

    /// Returns the nearest vectors, at most `limit`, and all that tie with the last of them.
    ///
    /// The best come first; equal scores are ordered by ID. Throws `.damaged` if a vector does not belong to its code.
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

    /// Cuts all rows into pieces at multiples of 64.
    private func pieces() -> [Scan.Piece] {
        segments.enumerated().flatMap { number, live in
            let step = max(64, Self.piece / live.segment.layout.stride / 64 * 64)
            return stride(from: 0, to: live.segment.count, by: step).map { first in
                Scan.Piece(segment: number, rows: first..<min(first + step, live.segment.count))
            }
        }
    }

    /// Scans with two threads.
    ///
    /// Each takes the next piece until none is left, so a thread that starts late delays nothing.
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

    /// Computes the exact products, in the order of `entries`, until no remaining row can be among the best.
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
