import RAGCore

/// Finds the best counterparts in one list of texts for each entry of another.
///
/// Cosines (each side without the mean of its language) and words (BM25) are scaled to 0 ... 1 for each entry and mixed
/// 7 : 3. Then the mean score of the ten nearest counterparts of both partners is subtracted (CSLS, Conneau et al.,
/// "Word translation without parallel data", 2018, section 2.3): some passages are near to everything, and some entries
/// are near to nothing.
///
/// Headings of the Debian FAQ find their passage among the first five in .85 (zh) and .89 (en) of all cases; cosines
/// alone .81 and .83.
package struct TextMatching: Sendable {
    /// The weight of the words.
    private static let wordWeight: Float = 0.3
    /// Partners that tell how near a text is to everything.
    private static let hood = 10
    /// Rows of the mean of both sides that the mean of a side counts besides its own.
    private static let sharedRows = 5
    /// Entries that are compared at a time.
    private static let block = 256

    /// Texts of one side.
    package struct Side: Sendable {
        let texts: [String]
        let languages: [Language?]
        let vectors: VectorTable

        /// Creates a side; `vectors` has one row for each text.
        package init(texts: [String], languages: [Language?], vectors: VectorTable) {
            self.texts = texts
            self.languages = languages
            self.vectors = vectors
        }
    }

    private let entries: Side
    private let entryRows: VectorTable
    private let counterpartRows: VectorTable
    private let keywords: KeywordTable

    /// Prepares to find counterparts among `counterparts` for `entries`. Vectors must be of one model.
    /// `background` are vectors of other texts, which tell what all texts have in common where both sides are short.
    package init(_ entries: Side, with counterparts: Side, background: VectorTable = VectorTable([])) {
        self.entries = entries
        let shared = VectorTable(
            components: entries.vectors.components + counterparts.vectors.components + background.components,
            dimensions: max(entries.vectors.dimensions, counterparts.vectors.dimensions)
        ).mean()
        func centred(_ side: Side) -> VectorTable {
            let own = LanguageMeans(side.vectors, languages: side.languages)
            // A side of three texts must not lose what the three have in common.
            func drawn(_ mean: [Float], _ count: Int) -> [Float] {
                let weight = Float(count) / Float(count + Self.sharedRows)
                return zip(mean, shared).map { weight * $0 + (1 - weight) * $1 }
            }
            let means = own.byLanguage.map { language, mean in
                (language, drawn(mean, side.languages.count { $0 == language }))
            }
            return LanguageMeans(
                whole: drawn(own.all, side.vectors.count),
                means: Dictionary(uniqueKeysWithValues: means)
            ).centred(side.vectors, languages: side.languages)
        }
        entryRows = centred(entries)
        counterpartRows = centred(counterparts)
        keywords = KeywordTable(counterparts.texts)
    }

    /// Returns the `count` best counterparts of each entry, and whether it has one at all. `progress` gets the number
    /// of entries that are compared, out of twice their number. Throws `CancellationError`.
    package func matches(
        count: Int,
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws -> [TextMatch] {
        guard entryRows.count > 0, counterpartRows.count > 0 else {
            return entries.texts.map { _ in TextMatch(counterparts: [], strength: 0, isFound: false) }
        }
        let wordScale = wordScale()
        let total = 2 * entryRows.count
        var ranking = NearnessOfColumns(columns: counterpartRows.count, kept: Self.hood)
        var deciding = NearnessOfColumns(columns: counterpartRows.count, kept: Self.hood)
        try forEachEntry(wordScale) { entry, ranks, strengths, _ in
            ranking.add(ranks)
            deciding.add(strengths)
            progress(entry + 1, total)
        }
        let (rankMeans, strengthMeans) = (ranking.means, deciding.means)
        var best: [[TextMatch.Counterpart]] = []
        var bounds = CounterpartDecision(counterparts: counterpartRows.count)
        try forEachEntry(wordScale) { entry, ranks, strengths, cosines in
            let scores = Self.corrected(ranks, by: rankMeans)
            let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }.prefix(max(1, count))
            best.append(
                order.map { TextMatch.Counterpart(position: $0, score: scores[$0], cosine: cosines[$0]) }
            )
            bounds.add(Self.corrected(strengths, by: strengthMeans), allowance: Self.allowance(strengths))
            progress(entryRows.count + entry + 1, total)
        }
        let threshold = bounds.threshold()
        return zip(best, bounds.strengths).map { counterparts, strength in
            // Where nothing tells how high wrong partners reach, they at least lie on the same side of the mean.
            let isNear = threshold.isFinite || counterparts.first.map { $0.cosine > 0 } ?? false
            return TextMatch(
                counterparts: counterparts,
                strength: strength - threshold,
                isFound: strength >= threshold && isNear
            )
        }
    }

    /// Returns the BM25 score that counts as full agreement of words: what one entry in ten reaches.
    private func wordScale() -> Float {
        let best = entries.texts.map { keywords.scores(of: $0).max() ?? 0 }.sorted()
        return best.isEmpty ? 0 : best[min(best.count - 1, best.count * 9 / 10)]
    }

    /// Calls `body` with the scores of each entry: scaled for ranking, on one scale for all entries, and the cosines.
    private func forEachEntry(
        _ wordScale: Float,
        _ body: (_ entry: Int, _ ranks: [Float], _ strengths: [Float], _ cosines: ArraySlice<Float>) -> Void
    ) throws {
        let width = counterpartRows.count
        for start in stride(from: 0, to: entryRows.count, by: Self.block) {
            try Task.checkCancellation()
            let rows = start..<min(start + Self.block, entryRows.count)
            let products = entryRows.rows(rows).products(with: counterpartRows)
            for row in rows {
                let own = products[((row - start) * width)..<((row - start + 1) * width)]
                let cosines = Array(own)[...]
                let words = keywords.scores(of: entries.texts[row])
                let (scaledCosines, scaledWords) = (Self.scaled(cosines), Self.scaled(words[...]))
                var ranks = [Float](repeating: 0, count: width)
                var strengths = ranks
                for place in 0..<width {
                    ranks[place] =
                        (1 - Self.wordWeight) * scaledCosines[place] + Self.wordWeight * scaledWords[place]
                    let agreement = wordScale > 0 ? min(1, words[place] / wordScale) : 0
                    strengths[place] = (1 - Self.wordWeight) * cosines[place] + Self.wordWeight * agreement
                }
                body(row, ranks, strengths, cosines)
            }
        }
    }

    /// Returns `values` scaled to 0 ... 1; zeros if all are equal.
    private static func scaled(_ values: ArraySlice<Float>) -> [Float] {
        guard let least = values.min(), let greatest = values.max(), greatest - least > 1e-6 else {
            return values.map { _ in 0 }
        }
        return values.map { ($0 - least) / (greatest - least) }
    }

    /// Returns half of how much nearer the nearest are with the first of them than with the next instead.
    private static func allowance(_ scores: [Float]) -> Float {
        let more = NearnessOfColumns.mean(of: scores, kept: hood + 1)
        guard scores.count > hood, let greatest = scores.max() else { return 0 }
        let without = (more * Float(hood + 1) - greatest) / Float(hood)
        return (NearnessOfColumns.mean(of: scores, kept: hood) - without) / 2
    }

    /// Returns `scores` without half the nearness of the entry and of each counterpart.
    private static func corrected(_ scores: [Float], by columns: [Float]) -> [Float] {
        let own = NearnessOfColumns.mean(of: scores, kept: hood)
        return zip(scores, columns).map { $0 - (own + $1) / 2 }
    }
}
