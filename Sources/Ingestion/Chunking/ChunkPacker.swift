/// Decides which units make a chunk together.
struct ChunkPacker: Sendable {
    /// Most estimated tokens of a chunk, without headings.
    let budget: Int
    /// Most estimated tokens that a chunk repeats from the previous one.
    let overlap: Int

    /// A run of units that makes a chunk.
    struct Pack: Sendable, Hashable {
        /// Units of the chunk; those repeated from the previous chunk come first.
        let units: Range<Int>
        /// The first unit that is not repeated.
        let firstNew: Int
    }

    /// Packs the units of one section in order. Each unit is new in exactly one pack. A pack exceeds the budget only if
    /// it is a single unit that does. Takes time linear in the number of units.
    func packs(of units: [ChunkUnit]) -> [Pack] {
        var packs: [Pack] = []
        var remaining = units.reduce(0) { $0 + $1.tokens }
        var next = 0
        while next < units.count {
            let first = packs.last.map { start(at: next, after: $0, units) } ?? next
            let end = end(from: first, new: next, limit: limit(remaining: remaining), units)
            remaining -= units[next..<end].reduce(0) { $0 + $1.tokens }
            packs.append(Pack(units: first..<end, firstNew: next))
            next = end
        }
        return packs
    }

    /// Returns the budget, or about half of what remains if a full chunk would leave only a short rest.
    private func limit(remaining: Int) -> Int {
        guard remaining > budget, remaining < budget * 3 / 2 else { return budget }
        return min(budget, remaining / 2 + budget / 8)
    }

    /// Returns the first unit of the pack whose first new unit is `next`. If a paragraph was cut, the pack repeats as
    /// many whole sentences of the previous pack as fit.
    private func start(at next: Int, after previous: Pack, _ units: [ChunkUnit]) -> Int {
        guard units[next].isSentence, !units[next].opensBlock else { return next }
        var first = next
        var tokens = 0
        while first - 1 > previous.units.lowerBound, units[first - 1].isSentence, !units[first].opensBlock {
            tokens += units[first - 1].tokens
            if tokens > overlap || tokens + units[next].tokens > budget { break }
            first -= 1
        }
        return first
    }

    /// Returns the end of the pack: as many units as fit. If a block begins in the second half, the pack ends there,
    /// and a line that introduces the next block goes with that block.
    private func end(from first: Int, new next: Int, limit: Int, _ units: [ChunkUnit]) -> Int {
        var tokens = units[first].headerTokens + units[first..<next].reduce(0) { $0 + $1.tokens }
        var end = next
        var blockEnd: Int?
        while end < units.count, end == next || tokens + units[end].tokens <= limit {
            if units[end].opensBlock, end > next, tokens * 2 >= limit { blockEnd = end }
            tokens += units[end].tokens
            end += 1
        }
        if end == units.count { return end }
        end = units[end].opensBlock ? end : blockEnd ?? end
        while end - 1 > next, units[end - 1].leadsIn { end -= 1 }
        return end
    }
}
