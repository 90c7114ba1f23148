/// Divides Chinese texts into words: with a lexicon, and with the words that these texts themselves repeat.
///
/// Product names and terms of a trade are in no lexicon. Characters that stay alone but come together again and again,
/// with changing neighbours, are taken as a word.
struct ChineseWords {
    private let lexicon: ChineseLexicon
    private var added: [HanWord: Float] = [:]
    /// How often each word of two characters stands in the texts without overlapping another one.
    private let clear: [HanWord: Int]

    /// Scores of added words: above those of rare words of the lexicon, so that they are found.
    private static let addedScore: Float = -10
    /// How many times more often than an overlapping word a word must stand clear, and how often at least.
    private static let (clearRatio, leastClear) = (2, 2)

    /// Learns the further words of `texts`, each of which counts once.
    init(_ texts: [String], lexicon: ChineseLexicon) {
        self.lexicon = lexicon
        let runs = texts.flatMap(Self.runs)
        clear = Self.clearWords(in: runs, lexicon)
        add(NewWords.repeated(in: runs.map(words)))
        add(NewWords.extended(in: runs.map(words)))
    }

    /// Returns the words of `text` in order, single characters included.
    func words(of text: String) -> [HanWord] { Self.runs(of: text).flatMap(words) }

    private mutating func add(_ words: [HanWord]) {
        for word in words { added[word] = Self.addedScore }
    }

    /// Returns the most probable division of a run of Han characters (Viterbi).
    private func words(of run: [UInt16]) -> [HanWord] {
        var best = [Float](repeating: -.infinity, count: run.count + 1)
        var starts = [Int](repeating: 0, count: run.count + 1)
        best[0] = 0
        for start in run.indices {
            for end in (start + 1)...min(start + HanWord.longest, run.count) {
                let word = HanWord(run[start..<end])
                if isCut(word, at: start, of: run) { continue }
                guard let score = added[word] ?? lexicon[word] ?? (end == start + 1 ? lexicon.unknown : nil) else {
                    continue
                }
                if best[start] + score > best[end] {
                    best[end] = best[start] + score
                    starts[end] = start
                }
            }
        }
        var words: [HanWord] = []
        var end = run.count
        while end > 0 {
            words.append(HanWord(run[starts[end]..<end]))
            end = starts[end]
        }
        return words.reversed()
    }

    /// Returns whether the word of two characters at `start` ends with the first character of one that these texts
    /// have far more often: `开发` in `开发票`, in texts about the `发票`. The scores of the lexicon know no subject.
    private func isCut(_ word: HanWord, at start: Int, of run: [UInt16]) -> Bool {
        guard word.count == 2, start + 2 < run.count,
            let next = clear[HanWord(run[(start + 1)...(start + 2)])], next >= Self.leastClear
        else { return false }
        return next > Self.clearRatio * clear[word, default: 0]
    }

    /// Counts the words of two characters that overlap with no other one.
    private static func clearWords(in runs: [[UInt16]], _ lexicon: ChineseLexicon) -> [HanWord: Int] {
        var counts: [HanWord: Int] = [:]
        for run in runs where run.count > 1 {
            let pairs = (0..<(run.count - 1)).map { HanWord(run[$0...($0 + 1)]) }
            let known = pairs.map { lexicon[$0] != nil }
            for (place, pair) in pairs.enumerated() where known[place] {
                let overlaps = place > 0 && known[place - 1] || place + 1 < known.count && known[place + 1]
                if !overlaps { counts[pair, default: 0] += 1 }
            }
        }
        return counts
    }

    /// Returns the longest stretches of Han characters.
    private static func runs(of text: String) -> [[UInt16]] {
        text.utf16.split { !HanWord.isHan($0) }.map(Array.init)
    }
}
