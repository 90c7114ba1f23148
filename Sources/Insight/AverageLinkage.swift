import RAGCore

/// Groups texts by meaning without a given number of groups: the two most similar groups are merged as long as they
/// are similar enough.
///
/// The similarity of two groups is the mean cosine over all pairs of their members (average linkage, UPGMA). Single
/// linkage would build chains of texts that have less and less in common; complete linkage would keep two groups
/// apart because of one outlier. Groups are merged along chains of nearest neighbours (Murtagh 1983; Müllner 2011,
/// section 3.2), with the same result as merging the best pair of all.
///
/// The mean cosine of two groups is the product of their mean vectors. Two groups are compared only if a text of one is
/// among the nearest texts of the other and similar enough, so no table of all pairs is kept: n texts of d dimensions
/// take 4 n d bytes, and a few hundred more for each.
package struct AverageLinkage: Sendable, Hashable {
    /// Least mean cosine at which two groups are merged.
    package let threshold: Float

    /// The nearest texts of a text that may bring its group together with another.
    private static let neighbours = 40

    /// Creates a linkage with this threshold.
    package init(threshold: Float) { self.threshold = threshold }

    /// Returns the positions of the texts in each group, ascending, ordered by the first of them. `weights` are the
    /// number of times that each text occurs. All embeddings must be of one model. Equal input gives equal output.
    /// Throws `CancellationError`.
    package func groups(of embeddings: [Embedding], weights: [Int]) async throws -> [[Int]] {
        var merging = Merging(
            embeddings,
            weights: weights,
            neighbours: try await neighbours(of: embeddings)
        )
        var chain: [Int] = []
        while let end = chain.last ?? merging.nextActive() {
            try Task.checkCancellation()
            if chain.isEmpty { chain.append(end) }
            let previous = chain.count > 1 ? chain[chain.count - 2] : nil
            guard let (neighbour, similarity) = merging.nearest(to: end, preferring: previous), similarity >= threshold
            else {
                // Merging other groups never brings one nearer than the nearest is now, so this group is complete.
                chain.removeLast()
                merging.retire(end)
                continue
            }
            if neighbour == previous {
                chain.removeLast(2)
                merging.merge(end, neighbour)
            } else {
                chain.append(neighbour)
            }
        }
        return merging.members.filter { !$0.isEmpty }.map { $0.sorted() }.sorted { $0[0] < $1[0] }
    }

    /// Returns for each text the others that are near and similar enough, seen from either side.
    private func neighbours(of embeddings: [Embedding]) async throws -> [[Int]] {
        let table = try await NeighbourTable.nearest(in: VectorTable(embeddings), count: Self.neighbours)
        var lists = [[Int]](repeating: [], count: embeddings.count)
        for row in embeddings.indices {
            for place in (row * table.width)..<((row + 1) * table.width) where table.cosines[place] >= threshold {
                lists[row].append(Int(table.positions[place]))
                lists[Int(table.positions[place])].append(row)
            }
        }
        return lists
    }
}

/// Groups while they grow. A group is identified by the position of its first text.
private struct Merging {
    /// Texts of each group; empty for a group that was merged into another.
    private(set) var members: [[Int]]
    private var weights: [Float]
    /// Mean vectors, one after another.
    private var means: [Float]
    private let dimensions: Int
    /// Texts that are similar enough to some text of the group; only their groups can be merged with it.
    private var neighbours: [[Int]]
    /// The group that each group was merged into; itself where it was not.
    private var parents: [Int]
    private var isActive: [Bool]
    private var firstActive = 0

    init(_ embeddings: [Embedding], weights: [Int], neighbours: [[Int]]) {
        members = embeddings.indices.map { [$0] }
        self.weights = weights.map { Float(max(1, $0)) }
        dimensions = embeddings.first?.dimensions ?? 0
        means = embeddings.flatMap(\.components)
        self.neighbours = neighbours
        parents = Array(embeddings.indices)
        isActive = Array(repeating: true, count: embeddings.count)
    }

    /// Returns the first group that may still grow, or nil if there is none.
    mutating func nextActive() -> Int? {
        while firstActive < isActive.count, !isActive[firstActive] { firstActive += 1 }
        return firstActive < isActive.count ? firstActive : nil
    }

    /// Returns the most similar group, in ties `preferred` or else the first; nil if no group can be similar enough.
    mutating func nearest(to group: Int, preferring preferred: Int?) -> (group: Int, similarity: Float)? {
        var others = Set(neighbours[group].map { root(of: $0) })
        others.remove(group)
        let candidates = others.filter { isActive[$0] }.sorted()
        neighbours[group] = candidates
        return means.withUnsafeBufferPointer { means in
            func mean(_ group: Int) -> UnsafeBufferPointer<Float> {
                UnsafeBufferPointer(rebasing: means[(group * dimensions)..<((group + 1) * dimensions)])
            }
            let own = mean(group)
            var best = preferred.map { ($0, Similarity.dot(own, mean($0))) }
            for other in candidates {
                let similarity = Similarity.dot(own, mean(other))
                if similarity > best?.1 ?? -.infinity { best = (other, similarity) }
            }
            return best
        }
    }

    mutating func retire(_ group: Int) { isActive[group] = false }

    mutating func merge(_ one: Int, _ other: Int) {
        let (kept, absorbed) = (min(one, other), max(one, other))
        let whole = weights[kept] + weights[absorbed]
        for index in 0..<dimensions {
            let sum =
                means[kept * dimensions + index] * weights[kept] + means[absorbed * dimensions + index]
                * weights[absorbed]
            means[kept * dimensions + index] = sum / whole
        }
        weights[kept] = whole
        members[kept] += members[absorbed]
        neighbours[kept] += neighbours[absorbed]
        (members[absorbed], neighbours[absorbed]) = ([], [])
        parents[absorbed] = kept
        retire(absorbed)
    }

    private func root(of text: Int) -> Int {
        var group = text
        while parents[group] != group { group = parents[group] }
        return group
    }
}
