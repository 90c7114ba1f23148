import Lexicon

/// The words of a statement that say what it is about: pairs of Chinese characters and stems of English words, without
/// numbers and without words such as `charge`.
struct SubjectWords: Sendable, Hashable {
    /// A run of Chinese characters, or the stem of a word.
    struct Piece: Sendable, Hashable {
        let text: String
        let isHan: Bool
    }

    private(set) var pieces: [Piece] = []
    /// The pairs of characters, single characters that stand alone, and stems.
    private(set) var terms: Set<String> = []

    /// Reads the words of `tokens`, the ones in `left` excepted.
    init(_ tokens: [TextToken], without left: [Range<Int>] = []) {
        var run: [Character] = []
        func isLeft(_ index: Int) -> Bool { left.contains { $0.contains(index) } }
        for (index, token) in tokens.enumerated() {
            if token.isHan, !isLeft(index) {
                run.append(token.character)
                continue
            }
            add(run)
            run = []
            switch token.kind {
            case .word where !isLeft(index): add(word: token.text)
            case .code(let code) where !isLeft(index): add(stem: code)
            default: break
            }
        }
        add(run)
    }

    private init(pieces: [Piece], terms: Set<String>) {
        self.pieces = pieces
        self.terms = terms
    }

    /// Returns the words of both.
    func union(_ other: SubjectWords) -> SubjectWords {
        SubjectWords(pieces: pieces + other.pieces, terms: terms.union(other.terms))
    }

    /// The weight of all words: one for each character, two for each English word.
    var weight: Double { pieces.reduce(0) { $0 + Self.weight($1) } }

    /// Returns the parts of this text's words that `other` does not have: words, and runs of characters that are in no
    /// common pair.
    func missing(in other: SubjectWords) -> [Piece] {
        pieces.flatMap { piece -> [Piece] in
            guard piece.isHan else { return other.terms.contains(piece.text) ? [] : [piece] }
            let characters = Array(piece.text)
            var covered = [Bool](repeating: false, count: characters.count)
            for (index, character) in characters.enumerated() {
                let isAlone = [index - 1, index + 1].allSatisfy {
                    !characters.indices.contains($0) || AuditWords.isGeneric(characters[$0])
                }
                if isAlone { covered[index] = other.holds(character) }
            }
            for index in characters.indices.dropLast()
            where other.terms.contains(String(characters[index...(index + 1)])) {
                covered[index] = true
                covered[index + 1] = true
            }
            var runs: [Piece] = []
            var run = ""
            for (index, character) in characters.enumerated() {
                if covered[index] || AuditWords.isGeneric(character) {
                    if !run.isEmpty { runs.append(Piece(text: run, isHan: true)) }
                    run = ""
                } else {
                    run.append(character)
                }
            }
            if !run.isEmpty { runs.append(Piece(text: run, isHan: true)) }
            return runs
        }
    }

    /// Returns the share of the weight of this text's words that `other` has, 0 to 1; 0 if there are none.
    func coverage(by other: SubjectWords) -> Double {
        let all = weight
        guard all > 0 else { return 0 }
        return 1 - missing(in: other).reduce(0) { $0 + Self.weight($1) } / all
    }

    static func weight(_ piece: Piece) -> Double {
        piece.isHan ? Double(piece.text.count { !AuditWords.isGeneric($0) }) : 2
    }

    private func holds(_ character: Character) -> Bool {
        pieces.contains { $0.isHan && $0.text.contains(character) }
    }

    private mutating func add(_ run: [Character]) {
        guard !run.isEmpty else { return }
        for part in AuditWords.withoutGeneric(AuditWords.canonical(String(run))) {
            pieces.append(Piece(text: part, isHan: true))
            let characters = Array(part)
            if characters.count == 1 { terms.insert(part) }
            for (first, second) in zip(characters, characters.dropFirst()) { terms.insert(String([first, second])) }
        }
    }

    private mutating func add(word: String) {
        guard !AuditWords.isGeneric(word) else { return }
        for part in word.split(whereSeparator: { "-'’.".contains($0) }) where !AuditWords.isGeneric(String(part)) {
            add(stem: AuditWords.stem(String(part)))
        }
    }

    private mutating func add(stem: String) {
        pieces.append(Piece(text: stem, isHan: false))
        terms.insert(stem)
    }
}
