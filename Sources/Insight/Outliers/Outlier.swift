/// A text that is unlike all others, or looks like it.
package struct Outlier: Sendable, Hashable {
    /// Why a text is unlike the others.
    package enum Reason: String, Sendable, Hashable, Codable {
        /// It has no letters or digits.
        case empty
        /// It consists of numbers or codes.
        case code
        /// Few of the other texts are in its language.
        case language
        /// No other text is about its subject.
        case subject
    }

    /// How certain it is that the text is an outlier.
    package enum Certainty: String, Sendable, Hashable, Codable {
        /// So far from the others as hardly any ordinary text is.
        case certain
        /// Farther than expected among so many texts.
        case likely
        /// Not farther than some ordinary texts.
        case unlikely
    }

    /// The position of the text.
    package let position: Int
    /// How unlike the others it is, in robust standard deviations above the median.
    package let score: Float
    /// Whether it is one.
    package let certainty: Certainty
    /// Why it is unlike the others.
    package let reason: Reason
    /// The position of the nearest other text.
    package let nearest: Int
    /// The cosine to the nearest other text.
    package let cosine: Float
}
