import Foundation
import Lexicon

/// A part of a sentence that makes one statement. A row of a table is one clause.
struct Clause: Sendable {
    let text: String
    let terms: Set<String>
    /// The terms of the whole sentence and of the heading above the passage.
    let surroundings: Set<String>
    let statements: [Statement]
    let facts: Set<Fact>
    let polarity: Polarity
    /// Whether any clause of the sentence is negative.
    let isInDenyingSentence: Bool
    /// The names and codes that the clause is about, in lower case.
    let subjects: Set<String>

    /// Returns the clauses of `text`. A list item is read together with the line that announces the list, a row of a
    /// table together with its header.
    static func clauses(of text: String) -> [Clause] {
        var clauses: [Clause] = []
        var heading: Set<String>?
        var announcement = ""
        var header: String?
        for line in text.split(whereSeparator: \.isNewline) {
            let content = line.drop { $0.isWhitespace || $0 == "#" }
            let title = heading ?? terms(of: String(content))
            heading = title
            if content.hasPrefix("|") {
                clauses.append(Clause(String(content), behind: header ?? "", isRow: true, heading: title))
                header = header ?? String(content)
                continue
            }
            header = nil
            let isItem = content.first.map { "-*•·".contains($0) || $0.isNumber } ?? false
            if !isItem { announcement = "" }
            for sentence in SentenceSplitter.sentences(of: String(line)) {
                clauses += self.clauses(ofSentence: sentence, behind: isItem ? announcement : "", heading: title)
            }
            if let last = content.last(where: { !$0.isWhitespace }), last == "：" || last == ":" {
                announcement = SentenceSplitter.sentences(of: String(content)).last ?? ""
            }
        }
        return clauses.filter { !$0.terms.isEmpty || !$0.statements.isEmpty }
    }

    private static func clauses(ofSentence sentence: String, behind context: String, heading: Set<String>) -> [Clause] {
        let parts = parts(of: sentence)
        let all = terms(of: sentence).union(heading)
        let denies = Polarity(of: context + " " + sentence).isDenying
        return parts.map {
            Clause($0, behind: context, isRow: false, heading: all, isInDenyingSentence: denies)
        }
    }

    private init(
        _ text: String,
        behind context: String,
        isRow: Bool,
        heading: Set<String>,
        isInDenyingSentence: Bool? = nil
    ) {
        self.text = text
        terms = Self.terms(of: context + " " + text)
        surroundings = heading.union(terms)
        statements = FactScanner.statements(in: text)
        facts = Set(statements.map(\.fact))
        // The words of a header (`Free from`) deny nothing.
        polarity = Polarity(of: isRow ? text : context + " " + text)
        self.isInDenyingSentence = isInDenyingSentence ?? polarity.isDenying
        subjects = Self.subjects(of: context + " " + text, statements: statements)
    }

    /// Returns the names and codes in `text`.
    private static func subjects(of text: String, statements: [Statement]) -> Set<String> {
        var subjects = Set(KnownNames.found(in: text)).union(NameFinder.capitalisedWords(in: text))
        for case .code(let code) in statements.map(\.fact) { subjects.insert(code) }
        return subjects
    }

    /// Returns the content words of `text`, English plurals as their singular.
    private static func terms(of text: String) -> Set<String> {
        Set(
            Terms.of(text).map { term in
                term.count > 3 && term.last == "s" && !term.hasSuffix("ss") && term.utf8.count == term.count
                    ? String(term.dropLast()) : term
            }
        )
    }

    /// Returns the parts of `sentence` between commas, colons and semicolons, except inside a number or an English
    /// list, and between words such as `but`.
    private static func parts(of sentence: String) -> [String] {
        var parts = [""]
        let characters = Array(sentence)
        for (index, character) in characters.enumerated() {
            parts[parts.count - 1].append(character)
            guard marks.contains(character) else { continue }
            let next = index + 1 < characters.count ? characters[index + 1] : " "
            let isInNumber = next.isNumber && index > 0 && characters[index - 1].isNumber
            if !isInNumber, character != "," || opensClause(characters[(index + 1)...]) { parts.append("") }
        }
        return turns.reduce(parts) { pieces, turn in pieces.flatMap { $0.components(separatedBy: turn) } }
    }

    private static func opensClause(_ rest: ArraySlice<Character>) -> Bool {
        let words = rest.drop(while: \.isWhitespace)
        guard let first = words.first, !first.isHanCharacter else { return true }
        return openers.contains(String(words.prefix { $0.isLatinLetter || $0 == "'" }).lowercased())
    }

    private static let marks: Set<Character> = ["，", "；", "：", ",", ";", ":"]
    private static let turns = [
        " but ", " while ", " whereas ", " although ", " unless ", " and we ", " and you ", " and it ", "但是", "但",
    ]
    private static let openers: Set<String> = [
        "i", "you", "we", "it", "they", "he", "she", "this", "that", "these", "those", "so", "because", "if", "when",
        "which", "please", "then", "the", "otherwise", "however", "your", "our", "there", "please", "an", "a",
    ]
}
