import Lexicon
import RAGCore

/// Splits a message into sentences, and a sentence into clauses.
enum MessageSplitter {
    /// Returns the clauses of each sentence of `message`. Text that asks without a mark before it, as in
    /// `i lost the box can i return it`, begins a clause of its own.
    static func sentences(of message: String) -> [[MessageClause]] {
        message.split(whereSeparator: \.isNewline).flatMap { SentenceSplitter.sentences(of: String($0)) }
            .map { clauses(of: $0) }.filter { !$0.isEmpty }
    }

    private static func clauses(of sentence: String) -> [MessageClause] {
        let isQuestion = sentence.reversed().prefix(3).contains { $0 == "?" || $0 == "？" }
        let pieces = pieces(of: withoutNumber(sentence)).flatMap(piecesBeforeQuestions)
            .map { $0.trimming(while: marks.contains) }.filter { !$0.isEmpty }
        let asksBefore = pieces.dropLast().contains(where: MessageClause.asks)
        return pieces.enumerated().map { place, piece in
            MessageClause(piece, isQuestion: isQuestion && !asksBefore && place == pieces.count - 1)
        }
    }

    /// Returns `sentence` without the number of a list before it: `1. `, `2、`, `3) `.
    private static func withoutNumber(_ sentence: String) -> String {
        let rest = sentence.drop(while: \.isWhitespace).drop(while: \.isWholeNumber)
        guard rest.count < sentence.count, let mark = rest.first, ".、)）．".contains(mark) else { return sentence }
        return String(rest.dropFirst())
    }

    /// Returns the parts of `sentence` between commas, semicolons and colons, and between Chinese words that a blank
    /// separates. A comma between digits or in a Latin word separates nothing.
    private static func pieces(of sentence: String) -> [String] {
        var pieces = [""]
        let characters = Array(sentence)
        for (place, character) in characters.enumerated() {
            let next = place + 1 < characters.count ? characters[place + 1] : " "
            let before = place > 0 ? characters[place - 1] : " "
            let isBoundary =
                switch character {
                case "，", "；", "：", "～", "…": true
                case ",", ";", ":": next == " " || next.isHanCharacter || before.isHanCharacter
                case " ": before.isHanCharacter && next.isHanCharacter
                default: false
                }
            if isBoundary { pieces.append("") } else { pieces[pieces.count - 1].append(character) }
        }
        return pieces
    }

    /// Returns `piece` cut before a phrase that begins a further question.
    private static func piecesBeforeQuestions(_ piece: String) -> [String] {
        let scalars = Array(piece.unicodeScalars)
        var places: Set<Int> = []
        openingFinder.matches(in: scalars) { _, range in
            places.insert(range.lowerBound)
            return false
        }
        var pieces: [String] = []
        var start = 0
        for place in places.sorted() where place > start {
            // Looking back a limited way keeps the time linear.
            let before = String(scalars[max(start, place - mostLookedBack)..<place])
            guard begins(String(scalars[place...].prefix(longestOpening)), behind: before) else { continue }
            pieces.append(String(scalars[start..<place]))
            start = place
        }
        return pieces + [String(scalars[start...])]
    }

    /// Returns whether a question may begin with `opening`: behind some words, the last of which does not lead to it,
    /// as in `tell me how do i`.
    private static func begins(_ opening: String, behind before: String) -> Bool {
        guard opening.first == " " else { return before.count >= leastCharacters }
        let words = before.split(separator: " ")
        guard words.count >= leastWords, let last = words.last else { return false }
        let isJoined = opening.hasPrefix(" and ") || opening.hasPrefix(" also ")
        return isJoined || !leading.contains(last.lowercased()) && !MessageClause.asks(before)
    }

    private static let marks: Set<Character> = ["。", "！", "？", "?", "!", "~", "～", ".", "-", "—", " ", "*", "•", "·"]
    private static let openings = [
        " how do i ", " how can i ", " how long ", " how much ", " can i ", " could i ", " do i ", " do you ",
        " what is the ", " what's the ", " what are the ", " when will ", " where can i ", " where do i ", " is there ",
        " and how ", " and what ", " and when ", " and where ", " and can ", " and do ", " and is ", " and are ",
        " and will ", " and who ", " also how ", " also what ", " also can ", " also do ", " so how ", " so can ",
        "还有", "另外", "顺便", "以及怎么", "以及如何", "请问",
    ]
    private static let openingFinder = AhoCorasick(openings.map { Array($0.unicodeScalars) })
    private static let leading: Set<String> = [
        "know", "me", "wondering", "ask", "if", "about", "that", "see", "understand", "or", "than", "to", "of", "and",
        "but", "so", "know,", "explain", "which", "where", "when", "as", "what", "how", "why", "for", "in", "on",
    ]
    /// The most Unicode scalars before such a phrase that are looked at, and the most of it.
    private static let (mostLookedBack, longestOpening) = (200, 8)
    /// The least number of Latin words before a question that no mark begins.
    private static let leastWords = 3
    /// The least number of Chinese characters before such a question.
    private static let leastCharacters = 4
}

extension String {
    fileprivate init(_ scalars: some Sequence<Unicode.Scalar>) {
        var view = UnicodeScalarView()
        view.append(contentsOf: scalars)
        self.init(view)
    }

    fileprivate func trimming(while isTrimmed: (Character) -> Bool) -> String {
        String(drop(while: isTrimmed).reversed().drop(while: isTrimmed).reversed())
    }
}
