/// Cosines between texts, each with each.
package struct SimilarityTable: Sendable, Hashable, Encodable {
    /// The embedding model.
    package let model: String
    /// The texts as they were given; the heading for a passage of a file, such as `Math › addNumbers(_:_:)`.
    package let texts: [String]
    /// File and line of each passage of a file; nil for a text.
    package let places: [String?]
    /// The cosines, one row a text.
    package let cosines: [[Float]]

    /// Two different texts of a table.
    package struct Pair: Sendable, Hashable {
        /// The position of the text that comes first.
        package let first: Int
        /// The position of the other text.
        package let second: Int
        /// Their cosine.
        package let cosine: Float
    }

    /// Returns the `count` nearest pairs of different texts, nearest first, equal ones in the order of the texts. Where
    /// texts were given beside a file, a pair is a text and a passage: what the file says twice was not asked for.
    package func nearestPairs(_ count: Int) -> [Pair] {
        let isMixed = places.contains(nil) && places.contains { $0 != nil }
        let pairs = texts.indices.flatMap { first in
            texts.indices.dropFirst(first + 1)
                .filter { !isMixed || (places[first] == nil) != (places[$0] == nil) }
                .map { Pair(first: first, second: $0, cosine: cosines[first][$0]) }
        }
        let order = pairs.indices.sorted { (pairs[$1].cosine, $0) < (pairs[$0].cosine, $1) }
        return order.prefix(count).map { pairs[$0] }
    }
}
