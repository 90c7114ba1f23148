import Grounding
import RAGCore

/// A part of a passage that states one value of one thing, or that something is so or not so.
struct Assertion: Sendable {
    /// The number of the passage among all that are audited.
    let passage: Int
    /// The sentence, list item or row of a table, for people.
    let sentence: String
    /// The part of the sentence that makes the statement.
    let clause: String
    let language: Language?
    /// The values of one unit that the clause states; empty if it only says yes or no.
    let value: AssertedValue?
    /// The other values of the clause, on which the statement may depend.
    let conditions: [AssertedValue]
    /// Whether the clause is an assertion by itself, which another clause can deny.
    let isStance: Bool
    /// Whether the clause says that something is so or not so.
    let stance: Stance
    /// The words of the clause without its value.
    let own: SubjectWords
    /// The words of the clause, of what stands before it in the sentence, and of the headings above it.
    let wide: SubjectWords
    /// The clause with the last heading, without its value: the text that is compared by meaning.
    let subject: String
    /// The alternatives that the clause itself names: member levels, regions, products.
    var ownScopes: Scopes
    /// The alternatives that the clause or the text around it names.
    var scopes: Scopes
}
