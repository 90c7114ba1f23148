import Lexicon

/// Runs of Chinese characters that belong to no known word, so that the borders of words are unknown.
///
/// `手表防水` and `防水手表` are the same words in another order; `蜂蜜` and `蜜蜂` are two words of the
/// same characters.
struct HanRuns: Sendable, Hashable {
    private var runs: [[String]] = []
    private var run: [String] = []

    /// Whether the last token that was added is a Chinese character, and its run has not ended.
    var isInRun: Bool { !run.isEmpty }

    /// Adds a token; one that is no Chinese character ends the run.
    mutating func add(_ token: String) {
        guard token.first?.isHanCharacter == true else { return endRun() }
        run.append(token)
    }

    /// Ends the run, because a known word follows.
    mutating func endRun() {
        if !run.isEmpty { runs.append(run) }
        run = []
    }

    /// Returns whether each character of a run stands beside one of its neighbours in the other question too, or stands
    /// alone there.
    func matches(_ other: HanRuns) -> Bool { isCovered(by: other) && other.isCovered(by: self) }

    private func isCovered(by other: HanRuns) -> Bool {
        let (pairs, single) = (other.pairs, Set(other.runs.filter { $0.count == 1 }.joined()))
        return runs.filter { $0.count > 1 }.allSatisfy { run in
            run.indices.allSatisfy { place in
                single.contains(run[place]) || place > 0 && pairs.contains(run[place - 1] + run[place])
                    || place + 1 < run.count && pairs.contains(run[place] + run[place + 1])
            }
        }
    }

    private var pairs: Set<String> { Set(runs.flatMap { run in zip(run, run.dropFirst()).map { $0 + $1 } }) }
}
