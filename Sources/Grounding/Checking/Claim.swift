import Foundation
import Lexicon
import RAGCore

/// A sentence of an answer, analysed.
struct Claim {
    let text: String
    let language: Language?
    let statements: [Statement]
    let terms: Set<ExactText>
    let names: [String]
    let clauses: [Clause]

    init(_ text: String) {
        self.text = text
        language = Language(of: text)
        statements = FactScanner.statements(in: text)
        terms = Terms.of(text)
        names = NameFinder.names(in: text, language: language)
        clauses = Clause.clauses(of: text)
    }

    /// Whether it is a table row, a heading or the line above a list, whose words may be the writer's own.
    var isLabel: Bool {
        let line = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return line.hasPrefix("|") || line.hasPrefix("#") || line.hasSuffix("：") || line.hasSuffix(":")
    }

    var isEmpty: Bool { statements.isEmpty && terms.isEmpty && names.isEmpty }
}
