import Foundation
import RAGCore

/// What a passage says, taken apart so that sentences can be held against it.
struct Evidence: Sendable {
    let number: Int
    let language: Language?
    let text: String
    let statements: [Statement]
    let facts: Set<Fact>
    let clauses: [Clause]
    /// Latin words in lower case.
    let words: Set<String>
    /// Letters and digits alone, in lower case: what quoted words are looked for in.
    let letters: String

    init(number: Int, text: String) {
        self.number = number
        self.text = text
        language = Language(of: text)
        clauses = Clause.clauses(of: text)
        statements = FactScanner.statements(in: text)
        facts = Set(statements.map(\.fact))
        words = NameReader.words(in: text)
        letters = NameReader.letters(of: text)
    }
}

/// A part of a sentence that says one thing; a row of a table is one.
struct Clause: Sendable {
    let text: String
    let terms: Set<String>
    let statements: [Statement]
    let polarity: Polarity

    init(_ text: String) {
        self.text = text
        terms = Terms.of(text)
        statements = FactScanner.statements(in: text)
        polarity = Polarity(of: text)
    }

    static func clauses(of text: String) -> [Clause] {
        SentenceSplitter.sentences(of: text).flatMap { $0.split(whereSeparator: \.isNewline) }
            .flatMap { line in
                line.drop(while: \.isWhitespace).hasPrefix("|") ? [String(line)] : parts(of: line)
            }
            .map(Clause.init).filter { !$0.terms.isEmpty || !$0.statements.isEmpty }
    }

    /// Cuts behind commas and semicolons that are not inside a number, and before words that turn to something else.
    private static func parts(of sentence: Substring) -> [String] {
        var parts = [""]
        var previous: Character = " "
        let characters = Array(sentence)
        for (index, character) in characters.enumerated() {
            let next = index + 1 < characters.count ? characters[index + 1] : " "
            let isMark = "，；：,;:".contains(character)
            if isMark, !(previous.isNumber && next.isNumber) {
                parts.append("")
            } else {
                parts[parts.count - 1].append(character)
            }
            previous = character
        }
        return parts.flatMap { part in
            turns.reduce([part]) { pieces, turn in
                pieces.flatMap { $0.components(separatedBy: turn) }
            }
        }
    }

    private static let turns = [" but ", " while ", " whereas ", " although ", " unless ", " and ", "但是", "但"]
}
