/// Divides Chinese texts into words: with a lexicon, and with the words that these texts themselves repeat.
///
/// Product names and terms of a trade are in no lexicon. Characters that stay alone but come together again and again,
/// with changing neighbours, are taken as a word.
struct ChineseWords {
    private let lexicon: ChineseLexicon
    private var added: [HanWord: Float] = [:]

    /// Scores of added words: above those of rare words of the lexicon, so that they are found.
    private static let addedScore: Float = -10

    /// Learns the further words of `texts`, each of which counts once.
    init(_ texts: [String], lexicon: ChineseLexicon) {
        self.lexicon = lexicon
        let runs = texts.flatMap(Self.runs)
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

    /// Returns the longest stretches of Han characters.
    private static func runs(of text: String) -> [[UInt16]] {
        text.utf16.split { !HanWord.isHan($0) }.map(Array.init)
    }
}
