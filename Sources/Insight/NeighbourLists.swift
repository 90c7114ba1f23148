import RAGCore

/// Finds all pairs of similar texts on all cores.
enum NeighbourLists {
    /// Number of texts that are compared at a time so that they stay in the processor's cache: 64 of 384 dimensions
    /// take 100 kB.
    private static let tile = 64

    /// Returns for each text the positions of all others whose cosine is at least `threshold`, ascending. Takes n²d
    /// steps. Throws `CancellationError`.
    static func of(_ embeddings: [Embedding], threshold: Float) async throws -> [[Int]] {
        let components = embeddings.flatMap(\.components)
        let (count, dimensions) = (embeddings.count, embeddings.first?.dimensions ?? 0)
        return try await withThrowingTaskGroup(of: (start: Int, lists: [[Int]]).self) { group in
            for start in stride(from: 0, to: count, by: tile) {
                group.addTask {
                    try Task.checkCancellation()
                    let rows = start..<min(start + tile, count)
                    return (start, neighbours(of: rows, among: count, components, dimensions, threshold))
                }
            }
            var lists = [[Int]](repeating: [], count: count)
            for try await part in group {
                lists.replaceSubrange(part.start..<(part.start + part.lists.count), with: part.lists)
            }
            return lists
        }
    }

    private static func neighbours(
        of rows: Range<Int>,
        among count: Int,
        _ components: [Float],
        _ dimensions: Int,
        _ threshold: Float
    ) -> [[Int]] {
        var lists = [[Int]](repeating: [], count: rows.count)
        components.withUnsafeBufferPointer { components in
            func vector(_ place: Int) -> UnsafeBufferPointer<Float> {
                UnsafeBufferPointer(rebasing: components[(place * dimensions)..<((place + 1) * dimensions)])
            }
            for start in stride(from: 0, to: count, by: tile) {
                for row in rows {
                    let own = vector(row)
                    for other in start..<min(start + tile, count) where other != row {
                        if Similarity.dot(own, vector(other)) >= threshold {
                            lists[row - rows.lowerBound].append(other)
                        }
                    }
                }
            }
        }
        return lists
    }
}
