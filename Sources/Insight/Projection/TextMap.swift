import RAGCore

/// Where texts lie on a map: principal coordinates, and a flat layout that keeps neighbours together.
///
/// Each language is centred by itself, so that texts about one subject meet in any language. Equal texts, and those
/// that
/// differ only in case, width, spaces and final punctuation, share one place. The map does not depend on the order of
/// the texts.
package struct TextMap: Sendable, Hashable {
    /// The principal coordinates of each text, at most `mostCoordinates`; none if all texts are equal.
    package let coordinates: QuantizedCoordinates
    /// The place of each text in the flat layout, x and y alternately.
    package let places: [Float]
    /// How many of the earlier texts share the place of each text.
    package let ranks: [Int32]

    /// The principal coordinates that are kept: with them a projection of a few topics is as good as with all.
    package static let mostCoordinates = 48
    /// Fewer different texts of a language have no mean of their own; they are centred like the most frequent language.
    private static let fewTexts = 10

    /// Maps `records`; `vectors` has a row for each, all of one model and role. `progress` gets the share of the work
    /// that is done. Throws `CancellationError`.
    package init(
        of records: [TextRecord],
        vectors: VectorTable,
        progress: (Double) -> Void = { _ in }
    ) async throws {
        precondition(records.count == vectors.count, "A vector for each text is needed")
        let languages = DistinctTexts.of(records)
        let table = Self.centred(languages, vectors)
        let axes = PrincipalComponents(of: table, count: Self.mostCoordinates)
        let width = axes.axes.count
        let exact = axes.coordinates(of: table)
        try Task.checkCancellation()
        let neighbours = try await NeighbourTable.nearest(in: table, count: NeighbourhoodLayout.neighbours)
        progress(Self.neighbourShare)
        let layout = try NeighbourhoodLayout(neighbours, coordinates: exact, width: width) { share in
            progress(Self.neighbourShare + share * (1 - Self.neighbourShare))
        }
        var coordinates = [Float](repeating: 0, count: records.count * width)
        var places = [Float](repeating: 0, count: records.count * 2)
        var ranks = [Int32](repeating: 0, count: records.count)
        for (row, positions) in languages.flatMap(\.positions).enumerated() {
            for (rank, position) in positions.enumerated() {
                for axis in 0..<width { coordinates[position * width + axis] = exact[row * width + axis] }
                if width > 0 { for axis in 0..<2 { places[position * 2 + axis] = layout.places[row * 2 + axis] } }
                ranks[position] = Int32(rank)
            }
        }
        self.coordinates = QuantizedCoordinates(coordinates, width: width)
        self.places = places
        self.ranks = ranks
    }

    /// The share of the time that the search for neighbours takes where there are many texts.
    private static let neighbourShare = 0.6

    /// Returns the vectors of the different texts, without the mean of their language, in the order of `languages`.
    private static func centred(_ languages: [DistinctTexts], _ vectors: VectorTable) -> VectorTable {
        let most = languages.max { $0.positions.count < $1.positions.count }
        var components: [Float] = []
        for texts in languages {
            let usual = texts.positions.count < fewTexts ? most ?? texts : texts
            let mean = vectors.rows(usual.representatives).mean()
            components += vectors.rows(texts.representatives).centred(on: mean).components
        }
        return VectorTable(components: components, dimensions: components.isEmpty ? 0 : vectors.dimensions)
    }
}
