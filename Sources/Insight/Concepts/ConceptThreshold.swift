/// Chooses the score from which a text expresses a concept, without anybody's labels.
package enum ConceptThreshold {
    /// The score that is enough whatever the others are: it is rare among texts that do not express the concept, also
    /// where they speak of related subjects.
    private static let ceiling: Float = 3.5
    /// How far from the mean to the score of an ideal concept the threshold lies.
    private static let part: Float = 0.55

    /// Returns the threshold for `scores`, which are in standard deviations from their mean.
    ///
    /// If a share p of all texts expressed the concept, all in the same way, and the others did not, their score would
    /// be √((1 − p) / p): where many express it, no score is high. The threshold lies a little over halfway
    /// to that score for the share that it selects itself; it rises from the mean until it does. Rare concepts stop at
    /// 3.5. On samples with shares of 1 to 40% (Banking77, HINT3, XQuAD, zh and en) it loses .22 of F1 on the best
    /// threshold of each concept; a fixed 3.5 loses .43. A lower part finds more of what is frequent and more of what
    /// is
    /// wrong: with .5 the precision on Banking77 is .31 instead of .47.
    package static func automatic(for scores: [Float]) -> Float {
        let sorted = scores.sorted()
        guard let greatest = sorted.last, greatest > 0 else { return ceiling }
        var threshold: Float = 0
        while true {
            let selected = max(1, sorted.count - lowerBound(of: threshold, in: sorted))
            let share = Float(selected) / Float(sorted.count)
            guard share < 1 else { return ceiling }
            let next = min(ceiling, part * ((1 - share) / share).squareRoot())
            guard next > threshold + 1e-6 else { return threshold }
            threshold = next
        }
    }

    /// Returns the threshold that agrees with most of a person's answers; in a tie the one that is nearest to
    /// `current`, and `current` without answers.
    package static func fitted(to answers: [(score: Float, isMatch: Bool)], current: Float) -> Float {
        let scores = Set(answers.map(\.score)).sorted()
        guard let least = scores.first, let greatest = scores.last else { return current }
        let between = zip(scores, scores.dropFirst()).map { ($0 + $1) / 2 }
        // Beyond the answers nothing is known, so a threshold outside of them lies just outside.
        let candidates = [min(current, least), current, max(current, greatest.nextUp)] + between
        func errors(_ threshold: Float) -> Int { answers.count { ($0.score >= threshold) != $0.isMatch } }
        return candidates.min { (errors($0), abs($0 - current), $0) < (errors($1), abs($1 - current), $1) } ?? current
    }

    private static func lowerBound(of value: Float, in sorted: [Float]) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
