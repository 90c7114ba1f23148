import RAGCore

/// Assigns texts to known topics: to the topic with the nearest centroid, if its own texts are that far away too.
///
/// It can be stored, and made anew after a person has moved texts or merged topics.
package struct TopicModel: Sendable, Hashable, Codable {
    /// The mean vector of a language, which is removed before texts are compared.
    struct Centre: Sendable, Hashable, Codable {
        let language: Language?
        let mean: [Float]
    }

    /// The rule that decides whether a text belongs to a topic.
    struct Topic: Sendable, Hashable, Codable {
        let language: Language?
        /// Of unit length, without the mean of its language.
        let centroid: [Float]
        /// The least cosine with the centroid.
        let reach: Float
    }

    let centres: [Centre]
    let topics: [Topic?]

    /// Learns topics from texts: `numbers` has the topic of each text, from 0, or nil. `vectors` has a row for each.
    package init(
        of records: [TextRecord],
        vectors: VectorTable,
        numbers: [Int?],
        background: TopicBackground = TopicBackground()
    ) {
        precondition(records.count == vectors.count && records.count == numbers.count)
        var centres: [Centre] = []
        var topics = [Topic?](repeating: nil, count: (numbers.compactMap(\.self).max() ?? -1) + 1)
        for texts in DistinctTexts.of(records) {
            // Equal texts count once, as in the grouping, unless a person gave them different topics.
            let language = texts.language
            let places = texts.positions.flatMap { positions in
                Dictionary(positions.map { (numbers[$0], $0) }, uniquingKeysWith: { first, _ in first }).values.sorted()
            }
            let rows = vectors.rows(places)
            let mean = background.mean(with: vectors.rows(texts.representatives), language)
            centres.append(Centre(language: language, mean: mean))
            let centred = rows.centred(on: mean)
            let members = Dictionary(grouping: places.indices.filter { numbers[places[$0]] != nil }) {
                numbers[places[$0]] ?? 0
            }
            for (number, rows) in members {
                let own = centred.rows(rows)
                let centroid = VectorTable(components: own.mean(), dimensions: own.dimensions).scaledToUnitLength()
                let cosines = own.products(with: centroid).sorted()
                topics[number] = Topic(
                    language: language,
                    centroid: centroid.components,
                    reach: cosines[cosines.count / 20]
                )
            }
        }
        self.centres = centres
        self.topics = topics
    }

    /// Returns the topic of each text; nil where it fits none. `vectors` has a row for each text.
    package func topics(of records: [TextRecord], vectors: VectorTable) -> [Int?] {
        var numbers = [Int?](repeating: nil, count: records.count)
        for centre in centres {
            let places = records.indices.filter { records[$0].language == centre.language }
            let known = topics.indices.filter { topics[$0] != nil && topics[$0]?.language == centre.language }
            if places.isEmpty || known.isEmpty { continue }
            let centroids = VectorTable(
                components: known.flatMap { topics[$0]?.centroid ?? [] },
                dimensions: vectors.dimensions
            )
            let products = vectors.rows(places).centred(on: centre.mean).products(with: centroids)
            for (row, place) in places.enumerated() {
                let own = products[(row * known.count)..<((row + 1) * known.count)]
                guard let best = own.indices.max(by: { own[$0] < own[$1] }) else { continue }
                let topic = known[best - own.startIndex]
                if own[best] >= topics[topic]?.reach ?? 1 { numbers[place] = topic }
            }
        }
        return numbers
    }
}
