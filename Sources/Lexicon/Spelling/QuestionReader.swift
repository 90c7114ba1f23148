/// Finds what each part of a question may have been meant to be.
///
/// Left as they are: codes and addresses, words in capitals, known names, numbers, and what the knowledge base has.
struct QuestionReader: Sendable {
    let han: HanModel
    let latin: LatinModel

    /// The cost of a character of the same sound, and of one of a similar sound or shape.
    private static let homophone: Float = 6
    private static let nearHomophone: Float = 8
    /// The further cost where the written character stands together with one neighbour elsewhere.
    private static let known: Float = 2
    /// The cost of a typing error.
    private static let typo: Float = 4.5
    /// The particles that end a question, which documents seldom contain, and their cost at the end of a clause.
    private static let particles = Set("吗呢吧".unicodeScalars)
    private static let particle: Float = -3
    /// The further cost of changing a word that the language has, though the knowledge base has not.
    private static let knownWord: Float = 3
    /// The cost of a blank that is missing.
    private static let missingBlank: Float = 2
    /// The further cost of an unknown word in a run without blanks.
    private static let name: Float = 10
    /// The further cost of a word with a capital inside, where another word is more likely to begin.
    private static let capitalInside: Float = 6
    /// The least letters of a word that is corrected, and of a run that is split into words.
    private static let shortestMisspelling = 4, shortestRun = 4
    /// The letters of unknown words, such as names, that a long run may be split into.
    private static let namelikeLengths = 4...12, shortestRunWithNames = 14
    /// The most characters of a code with digits. Longer runs are words without blanks.
    private static let longestCode = 16
    /// The shares of the letters of unknown words, and of all, that must be readable as pinyin for them to be read so.
    private static let readableShare = 0.8, unknownShare = 0.3

    /// Returns the readings of `question`, which is folded.
    func lattice(of question: [Character]) -> SpellingLattice {
        let runs = LatinRun.all(in: question, longestCode: Self.longestCode)
        let fixed = namedPlaces(in: question)
        let doubts = question.indices.map { fixed.contains($0) ? 0 : doubt(at: $0, in: question) }
        let isPinyin = readsAsPinyin(runs)
        var lattice = SpellingLattice(places: question.count, isPinyin: isPinyin)
        var place = 0
        for run in runs {
            for other in place..<run.range.lowerBound { addCharacter(other, of: question, doubts, to: &lattice) }
            addWord(run, of: question, isPinyin, to: &lattice)
            place = run.range.upperBound
        }
        for other in place..<question.count { addCharacter(other, of: question, doubts, to: &lattice) }
        return lattice
    }

    /// Returns the places of known names, which are never changed.
    private func namedPlaces(in question: [Character]) -> Set<Int> {
        var places: Set<Int> = []
        for name in KnownNames.found(in: String(question)) {
            let letters = Array(name)
            for start in question.indices where question[start...].starts(with: letters) {
                places.formUnion(start..<(start + letters.count))
            }
        }
        return places
    }

    /// Returns whether the Latin words of a question are Chinese in Latin letters, apart from those that the knowledge
    /// base has.
    private func readsAsPinyin(_ runs: [LatinRun]) -> Bool {
        func letters(_ runs: [LatinRun]) -> Double { Double(runs.reduce(0) { $0 + $1.range.count }) }
        let words = runs.filter { !$0.isCode }
        let unknown = words.filter { !latin.isInDocuments($0.word) }
        let readable = letters(unknown.filter { Pinyin.canRead($0.word) })
        return readable > 0 && readable >= Self.readableShare * letters(unknown)
            && readable >= Self.unknownShare * letters(words)
    }

    // MARK: Chinese characters

    private func addCharacter(
        _ place: Int,
        of question: [Character],
        _ doubts: [Int],
        to lattice: inout SpellingLattice
    ) {
        let character = question[place]
        guard let scalar = character.han else {
            let piece = character.isWhitespace ? SpellingLattice.Piece.blank : .other(String(character))
            return lattice.add(.init(end: place + 1, piece: piece, cost: 0, isWritten: true), at: place)
        }
        lattice.add(.init(end: place + 1, piece: .han(scalar), cost: 0, isWritten: true), at: place)
        // Numbers are never changed.
        guard doubts[place] > 0, !Self.numerals.contains(scalar) else { return }
        let same = Set(Pinyin.homophones(of: scalar))
        let (before, after) = neighbours(of: place, in: question)
        // A word may be wrong as a whole.
        let wrongBefore = place > 0 && doubts[place - 1] == 2 ? before.map(Pinyin.homophones) ?? [] : []
        let wrongAfter = after != nil && doubts[place + 1] == 2 ? after.map(Pinyin.homophones) ?? [] : []
        for meant in Set(Pinyin.nearHomophones(of: scalar) + LookAlikes.of(scalar)).sorted() {
            let joins =
                before.map { han.knows($0, meant) } ?? false || after.map { han.knows(meant, $0) } ?? false
                || same.contains(meant)
                    && (wrongBefore.contains { han.knows($0, meant) } || wrongAfter.contains { han.knows(meant, $0) })
            guard joins else { continue }
            let cost =
                (same.contains(meant) ? Self.homophone : Self.nearHomophone) + (doubts[place] == 1 ? Self.known : 0)
            lattice.add(.init(end: place + 1, piece: .han(meant), cost: cost, isWritten: false), at: place)
        }
    }

    /// Returns the characters beside a place.
    private func neighbours(of place: Int, in question: [Character]) -> (Unicode.Scalar?, Unicode.Scalar?) {
        (place > 0 ? question[place - 1].han : nil, place + 1 < question.count ? question[place + 1].han : nil)
    }

    /// Returns 0 if the character at `place` stands together with both its neighbours elsewhere, 1 if it does with one
    /// of them, and 2 if it does with none.
    private func doubt(at place: Int, in question: [Character]) -> Int {
        guard let character = question[place].han else { return 0 }
        let (before, after) = neighbours(of: place, in: question)
        let known = [before.map { han.knows($0, character) }, after.map { han.knows(character, $0) }]
            .compactMap(\.self)
        return known.contains(false) ? known.contains(true) ? 1 : 2 : 0
    }

    private static let numerals = Set("〇零一二两三四五六七八九十百千万亿".unicodeScalars)

    // MARK: Latin words

    private func addWord(
        _ run: LatinRun,
        of question: [Character],
        _ isPinyin: Bool,
        to lattice: inout SpellingLattice
    ) {
        let written = String(question[run.range])
        let start = run.range.lowerBound, end = run.range.upperBound
        let cost = run.isCode ? 0 : -latin.score(run.word)
        lattice.add(.init(end: end, piece: .latin(written), cost: cost, isWritten: true), at: start)
        guard !run.isCode else { return }
        let isInDocuments = latin.isInDocuments(run.word)
        let mayBePinyin = isPinyin || !isInDocuments && question.contains { $0.han != nil }
        if mayBePinyin, Pinyin.canRead(run.word) { addSyllables(of: run, to: &lattice) }
        guard !isInDocuments, run.range.count >= Self.shortestMisspelling, !latin.isFormed(run.word) else { return }
        if run.range.count <= WordCounts.longestWord {
            let doubt = latin.knows(run.word) ? Self.knownWord : 0
            for (word, distance) in latin.meanings(of: run.word) {
                let text = written.first?.isUppercase ?? false ? word.capitalized : word
                let cost = Self.typo * distance - latin.score(word) + doubt
                lattice.add(.init(end: end, piece: .latin(text), cost: cost, isWritten: false), at: start)
            }
        }
        if run.range.count >= Self.shortestRun, !latin.knows(run.word) {
            addParts(of: run, in: question, to: &lattice)
        }
    }

    /// Adds the characters that each part of a run can be the pinyin of.
    private func addSyllables(of run: LatinRun, to lattice: inout SpellingLattice) {
        let letters = Array(run.word)
        for start in letters.indices {
            for end in (start + 1)...min(letters.count, start + Pinyin.longestSyllable) {
                for meant in Pinyin.characters(readAs: String(letters[start..<end])) where han.knows(meant) {
                    let isParticle = Self.particles.contains(meant) && end == letters.count && run.endsClause
                    lattice.add(
                        .init(
                            end: run.range.lowerBound + end,
                            piece: .han(meant),
                            cost: isParticle ? Self.particle : 0,
                            isWritten: false,
                            isInside: start > 0
                        ),
                        at: run.range.lowerBound + start
                    )
                }
            }
        }
    }

    /// Adds the words that a run without blanks can consist of.
    private func addParts(of run: LatinRun, in question: [Character], to lattice: inout SpellingLattice) {
        let letters = Array(run.word)
        for start in letters.indices {
            for end in (start + 1)...min(letters.count, start + WordCounts.longestWord)
            where end - start < letters.count {
                let part = String(letters[start..<end])
                let isKnown = latin.isPart(part)
                let mayBeName = letters.count >= Self.shortestRunWithNames && Self.namelikeLengths.contains(end - start)
                guard isKnown || mayBeName else { continue }
                let place = run.range.lowerBound + start
                let written = question[place..<(run.range.lowerBound + end)]
                let hasCapitalInside = zip(written, written.dropFirst()).contains { $0.isLowercase && $1.isUppercase }
                let doubts = (isKnown ? 0 : Self.name) + (hasCapitalInside ? Self.capitalInside : 0)
                lattice.add(
                    .init(
                        end: run.range.lowerBound + end,
                        piece: .latin(String(written)),
                        cost: Self.missingBlank - latin.score(part) + doubts,
                        isWritten: false,
                        isInside: start > 0
                    ),
                    at: place
                )
            }
        }
    }
}

extension Character {
    /// The scalar of a Han character; nil for any other character.
    fileprivate var han: Unicode.Scalar? {
        guard let scalar = unicodeScalars.first, scalar.isModernHan else { return nil }
        return scalar
    }
}
