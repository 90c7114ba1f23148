import Foundation
import Insight

/// A map of texts, as its page and other programs read it. Texts are named by their positions.
package struct MapContent: Sendable, Encodable {
    /// A topic.
    struct Topic: Sendable, Encodable {
        /// The number that the topic keeps.
        let number: Int
        /// The name that a person gave, else the first label words.
        let name: String
        /// At most five label words, best first.
        let words: [String]
    }

    /// Names, and for each text the position of its own.
    struct Column: Sendable, Encodable {
        /// The names, the most frequent first.
        let names: [String]
        /// A position in `names` for each text; -1 for none.
        let values: [Int]

        /// Counts the values; nil if all are nil.
        init?(_ values: [String?]) {
            let counts = values.reduce(into: [String: Int]()) { counts, value in
                if let value { counts[value, default: 0] += 1 }
            }
            guard !counts.isEmpty else { return nil }
            let names = counts.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.map(\.key)
            let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
            self.names = names
            self.values = values.map { $0.flatMap { places[$0] } ?? -1 }
        }
    }

    /// The principal coordinates as 8-bit integers.
    struct Coordinates: Sendable, Encodable {
        /// The number of coordinates of a text.
        let width: Int
        /// The value of one step of each coordinate.
        let scales: [Float]
        /// The integers of all texts in Base64, one text after another.
        let values: Data
    }

    /// The source, for people.
    package let name: String
    /// Notes on what was left out or assumed, one sentence each.
    package let notes: [String]
    /// The number of texts.
    package let count: Int
    let topics: [Topic]
    /// A position in `topics` for each text; -1 for none.
    let topic: [Int]
    let label: Column?
    let decision: Column?
    /// Seconds since 1970 for each text; nil where no text has a time.
    let dates: [Int?]?
    let texts: [String]
    /// The words of the customer where the text was rewritten to be understandable alone, by position.
    let asked: [Int: String]
    let places: [String]
    let coordinates: Coordinates
    /// x and y of each text in the flat layout: 16-bit integers, little-endian, in Base64.
    let layout: Data
    /// How many earlier texts share the place of each text; nil where none do.
    let ranks: [Int32]?

    /// The number of topics.
    package var topicCount: Int { topics.count }

    /// Creates the content of a map. `records` and `map` have the texts of `overview` in its order.
    init(_ overview: TopicOverview, records: [TextRecord], map: TextMap) {
        name = overview.name
        notes = overview.notes
        count = records.count
        topics = overview.topics.map { Topic(number: $0.number, name: $0.name, words: $0.words) }
        let indices = Dictionary(uniqueKeysWithValues: overview.topics.enumerated().map { ($1.number, $0) })
        topic = overview.texts.map { $0.topic.flatMap { indices[$0] } ?? -1 }
        label = Column(records.map(\.label))
        decision = Column(records.map(\.decision))
        let dates = records.map { $0.date.map { Int($0.timeIntervalSince1970) } }
        self.dates = dates.contains { $0 != nil } ? dates : nil
        texts = records.map(\.text)
        asked = Dictionary(
            uniqueKeysWithValues: records.enumerated().compactMap { place, record in record.asked.map { (place, $0) } }
        )
        places = records.map(\.place)
        coordinates = Coordinates(
            width: map.coordinates.width,
            scales: map.coordinates.scales,
            values: map.coordinates.values.withUnsafeBytes { Data($0) }
        )
        layout = Self.layout(map.places)
        ranks = map.ranks.contains { $0 > 0 } ? map.ranks : nil
    }

    /// Returns the places as whole numbers, the one that is farthest from the centre at 32,767.
    static func layout(_ places: [Float]) -> Data {
        let greatest = places.reduce(Float(0)) { max($0, abs($1)) }
        let scale = greatest > 0 ? 32_767 / greatest : 0
        let values = places.map { Int16(($0 * scale).rounded()).littleEndian }
        return values.withUnsafeBytes { Data($0) }
    }
}
