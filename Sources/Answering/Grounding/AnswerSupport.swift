import Foundation

/// What was found of a sentence of an answer when it was held against its sources.
package struct SentenceSupport: Sendable, Hashable, Codable {
    package enum Verdict: String, Sendable, Hashable, Codable {
        /// Everything that can be checked stands in a source it cites, or in any where it cites none.
        case supported
        /// Everything stands in the sources shown, though not in those it cites.
        case miscited
        /// Something stands in no source, or is said the other way round.
        case unsupported
        /// It claims nothing of the documents: a greeting, or that they do not say.
        case noClaim = "no-claim"
    }

    /// The sentence as it was written, with its marks.
    package let sentence: String
    package let verdict: Verdict
    /// What no cited source says. Empty where the sentence is supported.
    package let missing: [Missing]

    /// The sentence without its marks.
    package var words: String {
        CitationParser.withoutMarks(sentence).text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Whether a customer may read it.
    package var isSupported: Bool { verdict != .unsupported }

    /// A part of a sentence that lacks support.
    package struct Missing: Sendable, Hashable, Codable {
        package enum Kind: String, Sendable, Hashable, Codable {
            /// A number, an amount, a period, a percentage.
            case number
            case date
            case time
            case code
            case name
            /// Denied where the source affirms, or the other way round.
            case negation
            /// `over` where the source says `within`, or the other way round.
            case bound
            /// The number belongs to something else in the source.
            case mismatch
            /// Too few of the words stand in a source.
            case words
            /// What the customer asked about, of which the source does not speak.
            case subject
        }

        package let kind: Kind
        /// The words in question; customers' words and documents' words, never to be logged.
        package let text: String
    }
}

/// What was found of a whole answer.
package struct AnswerSupport: Sendable, Hashable, Codable {
    package let sentences: [SentenceSupport]

    package init(sentences: [SentenceSupport]) { self.sentences = sentences }

    /// Whether every sentence may be read.
    package var isSupported: Bool { sentences.allSatisfy(\.isSupported) }

    package var unsupported: [SentenceSupport] { sentences.filter { !$0.isSupported } }
}
