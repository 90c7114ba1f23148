import RAGCore

/// The scores of programs in a mixed ranking.
///
/// A part of a program is ranked by its cosine plus a fixed multiple of its BM25 score. The two are not scaled by the
/// best candidate: a description that shares no word with any function must not lift the function with the least
/// unsuitable one. The sum is mapped to the scale on which text is ranked; it may exceed 1 there.
struct CodeScore: Sendable, Hashable {
    private let vectorWeight: Float
    private let cosines: ClosedRange<Float>

    /// The cosine that one point of BM25 is worth, for a cosine weight of 0.7. Of 130 descriptions of functions of this
    /// project, as many find theirs among the first five with 0.001 as with 0.003; on MBPP, whose descriptions repeat
    /// common words, the ranking is best with 0.001 and worse than by cosine alone from 0.002.
    private static let worth: Float = 0.0012
    private static let usualWeight: Float = 0.7
    /// The cosine by which code outside of functions ranks lower, because descriptions are usually of functions.
    private static let penalty: Float = 0.02

    /// Creates the scale of a search whose candidates by cosine lie in `cosines`.
    init(vectorWeight: Float, cosines: ClosedRange<Float>) {
        self.vectorWeight = vectorWeight
        self.cosines = cosines
    }

    /// Returns the scores of `code`, and of those of `vectors` that are parts of programs and not in `code`. A
    /// continuation of a function has none: its function is found by the words of both.
    func scores(of code: [ScoreMix.Function], among vectors: [VectorHit]) -> [(chunkID: Int64, score: Float)] {
        let named = vectorWeight < 1 ? code : []
        let known = Set(named.map(\.chunkID))
        let others = vectors.compactMap { hit in
            hit.code.flatMap { part in
                known.contains(hit.chunkID)
                    ? nil : ScoreMix.Function(chunkID: hit.chunkID, cosine: hit.score, words: 0, part: part)
            }
        }
        return (others + named).filter { $0.part != .continuation }.map { ($0.chunkID, score(of: $0)) }
    }

    private func score(of function: ScoreMix.Function) -> Float {
        let cosine = function.cosine - (function.part == .other ? Self.penalty : 0)
        let spread = cosines.upperBound > cosines.lowerBound ? cosines.upperBound - cosines.lowerBound : 1
        let worth = Self.worth * Self.usualWeight / (1 - Self.usualWeight) * (1 - vectorWeight)
        return (vectorWeight * (cosine - cosines.lowerBound) + worth * function.words) / spread
    }
}
