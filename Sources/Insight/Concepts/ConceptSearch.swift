import CLinearAlgebra
import RAGCore

/// Finds the texts of a collection that express a concept, with or without its words.
///
/// A concept points into a direction: that of its name without what all names share, of its description and of its
/// examples without what all texts share. The texts that come nearest first correct it (Rocchio's relevance feedback,
/// without anybody's feedback), directions in which all texts vary count less (linear discriminant analysis against
/// the collection, with a shrunk covariance), a text's neighbours have a say in its score, and the words of the name
/// and the nearest example add to it.
///
/// On the test questions of Banking77 with its 77 intents as concepts it finds, at the precision of a keyword search
/// (.65), 2.3 times as many as that without examples and 3.1 times with five; on three sets of real traffic (HINT3) and
/// the questions of XQuAD by article, in Chinese and English, each step raises the mean average precision.
package struct ConceptSearch: Sendable {
    private let texts: [String]
    private let languages: [Language?]
    private let means: LanguageMeans
    private let centred: VectorTable
    private let neighbours: NeighbourTable
    private let words: ConceptWords
    private let names: [Language: [Float]]

    /// The number of concept names that the background counts for.
    private static let backgroundWeight: Float = 30
    /// The weight of an example; that of the name and of the description is 1.
    private static let exampleWeight: Float = 0.5
    /// Texts that correct a direction, and the weight of their correction.
    private static let feedback = (texts: 20, weight: Float(0.5))
    /// The multiple of the mean variance that is added to every direction.
    private static let shrinkage = 6.0
    /// Neighbours of a text, and their weight in its score.
    private static let neighbourhood = (texts: 10, weight: Float(0.4))
    /// The weight of the nearest example.
    private static let nearestExampleWeight: Float = 0.5

    /// Creates a search over `texts`. `vectors` are theirs, and `names` those of `BackgroundNames` in the languages of
    /// the concepts. Throws `CancellationError`.
    package init(
        over texts: [String],
        languages: [Language?],
        vectors: VectorTable,
        names: [Language: VectorTable]
    ) async throws {
        self.texts = texts
        self.languages = languages
        means = LanguageMeans(vectors, languages: languages)
        centred = means.centred(vectors, languages: languages)
        neighbours = try await NeighbourTable.nearest(in: centred, count: Self.neighbourhood.texts)
        words = ConceptWords(texts)
        self.names = names.mapValues { $0.mean() }
    }

    /// Returns the score of each text for each concept, in standard deviations from the mean of all texts, a little
    /// more where words or examples agree. Throws `CancellationError`.
    package func scores(of prototypes: [ConceptPrototype]) throws -> [[Float]] {
        guard !prototypes.isEmpty, centred.count > 0 else { return prototypes.map { _ in [] } }
        let shares = prototypes.map { words.shares(of: $0.concept.name) }
        let directions = directions(of: prototypes)
        let first = scores(along: directions)
        var corrected: [Float] = []
        for concept in prototypes.indices {
            try Task.checkCancellation()
            let standard = StandardScores.of(column(concept, of: first, width: prototypes.count), in: languages)
            let score = zip(standard, shares[concept]).map { $0 + $1 }
            corrected += moved(Array(directions[concept]), by: score)
        }
        let discriminating = discriminating(VectorTable(components: corrected, dimensions: centred.dimensions))
        let second = scores(along: discriminating)
        return try prototypes.enumerated().map { concept, prototype in
            try Task.checkCancellation()
            let smooth = smoothed(column(concept, of: second, width: prototypes.count))
            var score = zip(StandardScores.of(smooth, in: languages), shares[concept]).map { $0 + $1 }
            if let nearest = nearestExamples(of: prototype) {
                for (text, value) in StandardScores.of(nearest, in: languages).enumerated() {
                    score[text] += Self.nearestExampleWeight * value
                }
            }
            return score
        }
    }

    /// Returns for each concept whether each text holds all words of its name.
    package func namings(of prototypes: [ConceptPrototype]) -> [[Bool]] {
        prototypes.map { words.shares(of: $0.concept.name).map { $0 > 0.999 } }
    }

    /// Returns the direction of each concept, one unit row each.
    private func directions(of prototypes: [ConceptPrototype]) -> VectorTable {
        var rows: [Float] = []
        let centres = nameCentres(of: prototypes)
        for prototype in prototypes {
            let centre = centres[prototype.language] ?? [Float](repeating: 0, count: centred.dimensions)
            var sum = Self.unit(zip(prototype.name, centre).map { $0 - $1 })
            if let description = prototype.concept.description {
                let table = VectorTable(components: prototype.description, dimensions: centred.dimensions)
                Self.add(means.centred(table, languages: [Language(of: description)])[0], 1, to: &sum)
            }
            let examples = examples(of: prototype)
            for row in 0..<examples.count { Self.add(examples[row], Self.exampleWeight, to: &sum) }
            rows += Self.unit(sum)
        }
        return VectorTable(components: rows, dimensions: centred.dimensions)
    }

    /// Returns what the names of each language share: the mean of these names and of the background.
    private func nameCentres(of prototypes: [ConceptPrototype]) -> [Language?: [Float]] {
        var centres: [Language?: [Float]] = [:]
        for (language, group) in Dictionary(grouping: prototypes, by: \.language) {
            let background = names[language ?? .english]
            let whole = Float(group.count) + (background == nil ? 0 : Self.backgroundWeight)
            var mean = [Float](repeating: 0, count: centred.dimensions)
            for prototype in group { Self.add(prototype.name[...], 1 / whole, to: &mean) }
            if let background { Self.add(background[...], Self.backgroundWeight / whole, to: &mean) }
            // A single name without a background would lose everything.
            if background != nil || group.count > 1 { centres[language] = mean }
        }
        return centres
    }

    private func examples(of prototype: ConceptPrototype) -> VectorTable {
        means.centred(prototype.examples, languages: prototype.concept.examples.map { Language(of: $0) })
    }

    /// Returns the cosine of each text with the nearest example; nil without examples.
    private func nearestExamples(of prototype: ConceptPrototype) -> [Float]? {
        guard prototype.examples.count > 0 else { return nil }
        let examples = examples(of: prototype)
        let products = centred.products(with: examples)
        return (0..<centred.count).map { text in
            products[(text * examples.count)..<((text + 1) * examples.count)].max() ?? 0
        }
    }

    private func scores(along directions: VectorTable) -> [Float] { centred.products(with: directions) }

    private func column(_ column: Int, of products: [Float], width: Int) -> [Float] {
        (0..<centred.count).map { products[$0 * width + column] }
    }

    /// Moves a direction towards the texts with the best scores, each as far as it exceeds the last of them.
    private func moved(_ direction: [Float], by scores: [Float]) -> [Float] {
        let count = min(Self.feedback.texts, max(2, centred.count / 10), centred.count)
        let best = scores.indices.sorted { (scores[$1], texts[$0]) < (scores[$0], texts[$1]) }.prefix(count)
        guard let last = best.last else { return direction }
        var sum = [Float](repeating: 0, count: centred.dimensions)
        for text in best { Self.add(centred[text], scores[text] - scores[last], to: &sum) }
        var moved = direction
        Self.add(Self.unit(sum)[...], Self.feedback.weight, to: &moved)
        return Self.unit(moved)
    }

    /// Returns `directions` with less weight on what varies among all texts.
    private func discriminating(_ directions: VectorTable) -> VectorTable {
        let (count, size) = (centred.count, centred.dimensions)
        var gram = [Float](repeating: 0, count: size * size)
        centred.components.withUnsafeBufferPointer {
            la_gram(Int32(count), Int32(size), $0.baseAddress, Int32(size), &gram)
        }
        let mean = centred.mean()
        var covariance = [Double](repeating: 0, count: size * size)
        var trace = 0.0
        for row in 0..<size {
            for column in 0..<size {
                covariance[row * size + column] =
                    Double(gram[row * size + column]) / Double(count) - Double(mean[row]) * Double(mean[column])
            }
            trace += covariance[row * size + row]
        }
        guard trace > 1e-9 else { return directions }
        for row in 0..<size { covariance[row * size + row] += Self.shrinkage * trace / Double(size) }
        var columns = [Double](repeating: 0, count: size * directions.count)
        for row in 0..<directions.count {
            for (column, value) in directions[row].enumerated() {
                columns[column * directions.count + row] = Double(value)
            }
        }
        guard la_solve(Int32(size), &covariance, Int32(directions.count), &columns) else { return directions }
        var rows: [Float] = []
        for row in 0..<directions.count {
            rows += (0..<size).map { Float(columns[$0 * directions.count + row]) }
        }
        return VectorTable(components: rows, dimensions: size).scaledToUnitLength()
    }

    private func smoothed(_ scores: [Float]) -> [Float] {
        guard neighbours.width > 0 else { return scores }
        return scores.indices.map { text in
            let near = neighbours.positions[(text * neighbours.width)..<((text + 1) * neighbours.width)]
            let mean = near.reduce(Float(0)) { $0 + scores[Int($1)] } / Float(neighbours.width)
            return (1 - Self.neighbourhood.weight) * scores[text] + Self.neighbourhood.weight * mean
        }
    }

    private static func unit(_ vector: [Float]) -> [Float] {
        let length = vector.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? vector.map { $0 / length } : vector
    }

    private static func add(_ row: ArraySlice<Float>, _ weight: Float, to sum: inout [Float]) {
        for (column, value) in row.enumerated() { sum[column] += weight * value }
    }
}
