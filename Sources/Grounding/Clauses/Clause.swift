import Foundation
import Lexicon
import RAGCore

/// A part of a sentence that makes one statement. A row of a table is one clause.
struct Clause: Sendable {
    let text: String
    let terms: Set<ExactText>
    /// The terms of the whole sentence and of the heading above the passage.
    let surroundings: Set<ExactText>
    let statements: [Statement]
    let facts: Set<Fact>
    let polarity: Polarity
    /// Whether any clause of the sentence is negative.
    let isInDenyingSentence: Bool
    /// The names and codes that the clause is about, in lower case.
    let subjects: Set<ExactText>

    /// Returns the clauses of `text`. A list item is read together with the line that announces the list, a row of a
    /// table together with its header.
    static func clauses(of text: String) -> [Clause] {
        var clauses: [Clause] = []
        var heading: Set<ExactText>?
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

    private static func clauses(ofSentence sentence: String, behind context: String, heading: Set<ExactText>)
        -> [Clause]
    {
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
        heading: Set<ExactText>,
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
    private static func subjects(of text: String, statements: [Statement]) -> Set<ExactText> {
        var subjects = KnownNames.found(in: text) + NameFinder.capitalisedWords(in: text)
        for case .code(let code) in statements.map(\.fact) { subjects.append(code) }
        return Set(subjects.map { ExactText($0) })
    }

    /// Returns the content words of `text`, English plurals as their singular.
    private static func terms(of text: String) -> Set<ExactText> {
        Set(
            Terms.of(text).map { term in
                let bytes = term.text.utf8
                guard bytes.count > 3, bytes.last == 0x73, bytes.dropLast().last != 0x73, bytes.first ?? 0x80 < 0x80,
                    bytes.allSatisfy({ $0 < 0x80 })
                else { return term }
                return ExactText(String(term.text.dropLast()))
            }
        )
    }

    /// Returns the parts of `sentence` between commas, colons and semicolons, except inside a number or an English
    /// list, and between words such as `but`.
    private static func parts(of sentence: String) -> [String] {
        let text = CharacterArray(sentence)
        var parts: [String] = []
        var start = 0
        for index in 0..<text.count where isMark(text[index]) {
            let isInNumber =
                index > 0 && index + 1 < text.count && text[index + 1].isNumber && text[index - 1].isNumber
            if !isInNumber, text[index] != "," || opensClause(text, at: index + 1) {
                parts.append(text.text(start..<index + 1))
                start = index + 1
            }
        }
        parts.append(text.text(start..<text.count))
        guard !turnFinder.found(in: sentence).isEmpty else { return parts }
        return turns.reduce(parts) { pieces, turn in pieces.flatMap { $0.components(separatedBy: turn) } }
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "，", "；", "：", ",", ";", ":": true
        default: false
        }
    }

    private static func opensClause(_ text: CharacterArray, at start: Int) -> Bool {
        let words = (start..<text.count).drop { text[$0].isWhitespace }
        guard let first = words.first, !text[first].isHan else { return true }
        let word = words.prefix { text[$0].isLatinLetter || text[$0] == "'" }
        return openers.contains(text.text(word).foldingCase())
    }

    private static let turns = [
        " but ", " while ", " whereas ", " although ", " unless ", " and we ", " and you ", " and it ", "但是", "但",
    ]
    private static let turnFinder = AhoCorasick(turns.map { Array($0.unicodeScalars) })
    private static let openers: Set<String> = [
        "i", "you", "we", "it", "they", "he", "she", "this", "that", "these", "those", "so", "because", "if", "when",
        "which", "please", "then", "the", "otherwise", "however", "your", "our", "there", "please", "an", "a",
    ]
}
