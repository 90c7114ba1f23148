import RAGCore

/// Groups texts by meaning without being told how many groups there are: the two groups that are most alike become one, as
/// long as they are alike enough.
///
/// How alike two groups are is the mean cosine over all pairs of their members (average linkage, UPGMA). Unlike single linkage
/// it makes no chains of texts that have ever less to do with one another, unlike complete linkage one stray member does
/// not keep two groups apart. Groups are merged along chains of nearest neighbours (Murtagh 1983; Müllner 2011, section
/// 3.2), which gives what merging the best pair of all would give. As the mean cosine of two groups is the product of their
/// mean vectors, and is at least the threshold only where that of some pair of members is, no table of all pairs is kept: n
/// texts of d dimensions take 4 n d bytes and 8 for each pair that is alike enough.
package struct AverageLinkage: Sendable, Hashable {
    /// Least mean cosine of two groups that become one.
    package let threshold: Float

    package init(threshold: Float) { self.threshold = threshold }

    /// The places of the texts in each group, in ascending order, the groups by their first. `weights` say how often each text
    /// occurs. All embeddings are of one model. Equal input gives equal output. Throws `CancellationError`.
    package func groups(of embeddings: [Embedding], weights: [Int]) async throws -> [[Int]] {
        var merging = Merging(
            embeddings,
            weights: weights,
            neighbours: try await NeighbourLists.of(embeddings, threshold: threshold)
        )
        var chain: [Int] = []
        while let end = chain.last ?? merging.nextActive() {
            try Task.checkCancellation()
            if chain.isEmpty { chain.append(end) }
            let previous = chain.count > 1 ? chain[chain.count - 2] : nil
            guard let (neighbour, similarity) = merging.nearest(to: end, preferring: previous), similarity >= threshold
            else {
                // Merging others never brings anything nearer than the nearest is now: the group is whole.
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
}

/// Groups while they grow. A group is known by the place of its first text.
private struct Merging {
    /// Empty for a group that was merged into another.
    private(set) var members: [[Int]]
    private var weights: [Float]
    /// Mean vectors, one behind another.
    private var means: [Float]
    private let dimensions: Int
    /// Texts that are alike enough to some text of the group: no other group can become one with it.
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

    /// The first group that may still grow.
    mutating func nextActive() -> Int? {
        while firstActive < isActive.count, !isActive[firstActive] { firstActive += 1 }
        return firstActive < isActive.count ? firstActive : nil
    }

    /// The group that is most like `group`, the first of several, `preferred` before all; nil where none can be alike enough.
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
