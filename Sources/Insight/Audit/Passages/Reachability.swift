/// Finds passages that a search does not find even by their own heading or first sentence.
package struct Reachability: Sendable {
    /// The number of passages that a search looks at.
    package static let depth = 20

    /// Returns the probes of `passages`, two each: the last heading, and the first sentence.
    package static func probes(of passages: [AuditPassage]) -> [String] {
        passages.flatMap { passage in
            [passage.headings.last ?? passage.title, PassageUnit.firstSentence(of: passage.text)]
        }
    }

    /// Returns the numbers of the passages that neither probe finds. `probes` has two rows a passage and `passages`
    /// one;
    /// all have unit length. Throws `CancellationError`.
    package static func unreachable(probes: VectorTable, passages: VectorTable) async throws -> [Int] {
        guard passages.count > depth else { return [] }
        let nearest = try await NeighbourTable.nearest(of: probes, in: passages, count: depth)
        return (0..<passages.count).filter { passage in
            [2 * passage, 2 * passage + 1].allSatisfy { !nearest.neighbours(of: $0).contains(Int32(passage)) }
        }
    }

    /// Returns the numbers of the passages that are among the nearest `depth` of some question. `questions` and
    /// `passages`
    /// have rows of unit length. Throws `CancellationError`.
    package static func reached(by questions: VectorTable, passages: VectorTable) async throws -> Set<Int> {
        Set(try await NeighbourTable.nearest(of: questions, in: passages, count: depth).positions.map(Int.init))
    }
}
