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
    var value: AssertedValue?
    /// The other values of the clause, on which the statement may depend.
    var otherValues: [AssertedValue]
    /// Whether the value stands in a condition: `if nothing has changed for 5 days`.
    let isConditional: Bool
    /// Whether the clause is an assertion by itself, which another clause can deny.
    let isStance: Bool
    /// Whether the clause says that something is so or not so.
    let stance: Stance
    /// The words of the clause without its value.
    let own: SubjectWords
    /// The words of the conditions in the same sentence, and of the line that announces its list.
    let conditionWords: SubjectWords
    /// The words of the clause, of what stands before it in the sentence, and of the headings above it.
    let wide: SubjectWords
    /// The clause with the last heading, without its value: the text that is compared by meaning.
    let subject: String
    /// The names and codes in the clause, in the label of its row and the header of its column.
    let names: Set<String>
    /// The alternatives that the clause itself names: member levels, regions, products.
    var ownScopes: Scopes
    /// The alternatives that the clause or the text around it names.
    var scopes: Scopes
}
