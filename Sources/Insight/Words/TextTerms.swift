import RAGCore

/// The words and short phrases of texts that can be labels: whole Chinese words, Latin words, pairs of English words.
package struct TextTerms: Sendable {
    /// A word or a pair of words.
    enum Term: Sendable, Hashable {
        case chinese(HanWord)
        /// The number of a Latin word.
        case latin(Int)
        /// Two Latin words one after the other.
        case phrase(Int, Int)
    }

    /// The different terms of each text, ascending by number.
    let rows: [[Int32]]
    /// The terms by number.
    let terms: [Term]
    private let latin: [String]
    /// The stems of the Latin words.
    private let stems: [String]

    /// Finds the terms of `texts`, which should be different texts.
    package init(_ texts: [String], lexicon: ChineseLexicon) {
        let chinese = ChineseWords(texts, lexicon: lexicon)
        var latin = LatinWords()
        var numbers: [Term: Int32] = [:]
        var terms: [Term] = []
        var rows: [[Int32]] = []
        rows.reserveCapacity(texts.count)
        for text in texts {
            var row: Set<Int32> = []
            func add(_ term: Term) {
                if let number = numbers[term] {
                    row.insert(number)
                } else {
                    numbers[term] = Int32(terms.count)
                    row.insert(Int32(terms.count))
                    terms.append(term)
                }
            }
            for word in chinese.words(of: text) where !WeakWords.contains(word) { add(.chinese(word)) }
            var previous: Int?
            for word in latin.words(of: text) {
                if let number = word.number { add(.latin(number)) }
                if word.followsDirectly, let previous, let number = word.number, previous != number {
                    add(.phrase(previous, number))
                }
                previous = word.number
            }
            rows.append(row.sorted())
        }
        self.rows = rows
        self.terms = terms
        self.latin = (0..<latin.count).map(latin.text)
        stems = self.latin.map { WeakWords.stem(of: $0) ?? $0 }
    }

    /// Returns the term as people read it.
    func text(of term: Int32) -> String {
        switch terms[Int(term)] {
        case .chinese(let word): word.text
        case .latin(let number): latin[number]
        case .phrase(let first, let second): latin[first] + " " + latin[second]
        }
    }

    /// Returns whether one term is a part of the other, so that both side by side say nothing more.
    func overlap(_ a: Int32, _ b: Int32) -> Bool {
        switch (terms[Int(a)], terms[Int(b)]) {
        case (.chinese(let a), .chinese(let b)): a.contains(b) || b.contains(a)
        case (.latin(let a), .phrase(let first, let second)), (.phrase(let first, let second), .latin(let a)):
            // `top-up` and `top up` are the same.
            a == first || a == second || stems[a] == stems[first] + stems[second]
        case (.phrase(let a, let b), .phrase(let c, let d)): a == d || b == c || a == c && b == d
        case (let a, let b): a == b
        }
    }

    /// Returns the share of the terms of two texts that they have in common, 0 to 1; 1 if neither has any.
    package func likeness(_ a: Int, _ b: Int) -> Double {
        let (first, second) = (Set(rows[a]), Set(rows[b]))
        let all = first.union(second).count
        return all == 0 ? 1 : Double(first.intersection(second).count) / Double(all)
    }
}
