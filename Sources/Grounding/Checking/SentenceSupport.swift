import Foundation

/// The result of checking one sentence of an answer against its sources.
package struct SentenceSupport: Sendable, Hashable, Codable {
    /// Whether the sources support a sentence.
    package enum Verdict: String, Sendable, Hashable, Codable {
        /// Everything that can be checked stands in a cited source, or in any source if none is cited.
        case supported
        /// Everything stands in the sources shown, but not in the cited ones.
        case miscited
        /// Something stands in no source, or contradicts one.
        case unsupported
        /// The sentence claims nothing about the documents: a greeting, or that they do not say.
        case noClaim = "no-claim"
    }

    /// The sentence as the model wrote it, with its citation marks.
    package let sentence: String
    /// The result.
    package let verdict: Verdict
    /// The parts of the sentence that no cited source supports. Empty if the sentence is supported.
    package let missing: [Missing]

    /// The sentence without its citation marks and the white space around it.
    package var words: String {
        CitationParser.withoutMarks(sentence).text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Whether a customer may read the sentence: it is not `unsupported`.
    package var isSupported: Bool { verdict != .unsupported }

    /// A part of a sentence that lacks support.
    package struct Missing: Sendable, Hashable, Codable {
        /// The kind of the unsupported part.
        package enum Kind: String, Sendable, Hashable, Codable {
            /// A number, an amount, a period, a percentage.
            case number
            case date
            case time
            case code
            case name
            /// The sentence denies what the source affirms, or the reverse.
            case negation
            /// The sentence says `over` where the source says `within`, or the reverse.
            case bound
            /// The number belongs to something else in the source.
            case mismatch
            /// Too few of the sentence's words stand in a source.
            case words
            /// The sentence repeats a source with another word in one place.
            case replacement
            /// The sentence repeats a source and adds or leaves out a word such as `only`, `all`, `must`, `不`.
            case limit
            /// The sentence repeats a source and adds a clause that stands in none.
            case addition
            /// The sentence takes its subject from the question, and no source mentions it.
            case subject
            /// The sentence asks for a payment, a contact, a secret or an installation, and no source does.
            case demand
        }

        /// The kind of the part.
        package let kind: Kind
        /// The words of the sentence that lack support. They come from customers and documents and must never be
        /// logged.
        package let text: String
    }
}
