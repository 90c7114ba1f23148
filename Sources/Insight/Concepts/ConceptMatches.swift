/// The scores of all texts for one concept.
package struct ConceptMatches: Sendable, Hashable {
    /// The score of each text: that of its best part, in standard deviations from the mean of all texts.
    package let scores: [Float]
    /// The position of the best part of each text.
    package let parts: [Int]
    /// Whether a part of each text holds all words of the concept's name.
    package let namings: [Bool]

    /// The threshold that the scores give, those of the background included.
    package let automaticThreshold: Float

    /// Joins the scores of parts to those of their texts. Every text has at least one part. `namings` tell which parts
    /// hold the name of the concept. `background` are scores of texts that do not belong to the collection; they only
    /// tell what is usual.
    package init(partScores: [Float], namings: [Bool], units: ConceptUnits, background: [Float] = []) {
        var best: [Float] = []
        var parts: [Int] = []
        var named: [Bool] = []
        for (part, owner) in units.owners.enumerated() {
            if owner == best.count {
                best.append(partScores[part])
                parts.append(part)
                named.append(namings[part])
                continue
            }
            if partScores[part] > best[owner] {
                best[owner] = partScores[part]
                parts[owner] = part
            }
            named[owner] = named[owner] || namings[part]
        }
        self.namings = named
        let all = StandardScores.of(best + background)
        automaticThreshold = ConceptThreshold.automatic(for: all)
        scores = Array(all.prefix(best.count))
        self.parts = parts
    }

    /// How near to the threshold a score is borderline, in standard deviations.
    private static let margin: Float = 0.5

    /// Returns whether a text with this score could be decided either way.
    package static func isBorderline(_ score: Float, threshold: Float) -> Bool { abs(score - threshold) < margin }

    /// Returns the positions of the texts that a person should decide about: `count` of them around `threshold`, on
    /// both sides alike, best first.
    package func questions(around threshold: Float, count: Int) -> [Int] {
        let ranked = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
        let above = ranked.filter { scores[$0] >= threshold }.suffix(max(0, 5 * count))
        let below = ranked.filter { scores[$0] < threshold }.prefix(max(0, 5 * count))
        return Self.spread(above.reversed(), count: count - count / 2).reversed() + Self.spread(below, count: count / 2)
    }

    /// Returns `count` of `positions`, denser where they begin.
    private static func spread(_ positions: some Collection<Int>, count: Int) -> [Int] {
        let all = Array(positions)
        guard all.count > count else { return all }
        // Steps of 1, 2, 3 …: the threshold is most likely near.
        let whole = count * (count + 1) / 2
        return (0..<count).map { all[min(all.count - 1, $0 * ($0 + 1) / 2 * all.count / max(1, whole))] }
            .reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    }
}
