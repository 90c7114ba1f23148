import RAGCore

/// Groups texts by meaning, each language separately: cosines of one model differ more between two languages than
/// between two subjects, and an answer is written in one language.
package struct TextGrouping: Sendable {
    private let embedder: any Embedder
    private let linkage: AverageLinkage

    /// Least mean cosine, without the common direction, at which two groups are merged.
    ///
    /// With multilingual-e5-small and this value B-cubed precision and recall are .84 and .57 on 439 paraphrases of
    /// 85 questions in Chinese, .83 and .53 on 244 of 81 in English, .64 and .53 on 400 questions of 74 intents
    /// (Banking77). A higher value splits groups, a lower value mixes them. With plain cosines the best threshold of
    /// each set reaches an F1 of .667, .620 and .576 but differs between the sets (.91, .87, .90); this value reaches
    /// .678, .645 and .578.
    package static let threshold: Float = 0.34
    /// Number of texts that the background questions count for.
    private static let backgroundWeight: Float = 100
    /// Texts embedded by one call.
    private static let batch = 256

    /// Creates a grouping that embeds texts with `embedder`.
    package init(embedder: any Embedder, threshold: Float = Self.threshold) {
        self.embedder = embedder
        linkage = AverageLinkage(threshold: threshold)
    }

    /// Returns the groups of `items`, heaviest first, then by the text of their representative.
    ///
    /// The order of the items decides only which of two equal texts represents them: the earlier one. `report` gets
    /// the number of texts embedded so far and their total. Throws the embedder's errors and `CancellationError`.
    package func groups(
        of items: [TextItem],
        report: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> [TextGroup] {
        let positions = Dictionary(grouping: items.indices) { Wording(items[$0]) }
        // Sorted, so that the order of the items does not change the groups.
        let wordings = positions.keys.sorted()
        let embeddings = try await embeddings(of: wordings.map(\.text), report)
        var groups: [TextGroup] = []
        for language in [Language.chinese, .english, nil] {
            let chosen = wordings.indices.filter { wordings[$0].language == language }
            if chosen.isEmpty { continue }
            let background = try await embedder.embed(BackgroundQuestions.texts(language ?? .english), as: .query)
            let common = CommonDirection(
                of: chosen.map { embeddings[$0] },
                background: background,
                weight: Self.backgroundWeight
            )
            let members = chosen.map { place in
                let embedding = embeddings[place]
                return Member(
                    positions: positions[wordings[place]] ?? [],
                    of: items,
                    meaning: common?.removed(from: embedding) ?? embedding
                )
            }
            let clusters = try await linkage.groups(of: members.map(\.meaning), weights: members.map(\.weight))
            groups += clusters.map { cluster in TextGroup(cluster.map { members[$0] }, of: items) }
        }
        return groups.sorted {
            ($0.weight, items[$1.representative].text) > ($1.weight, items[$0.representative].text)
        }
    }

    private func embeddings(
        of texts: [String],
        _ report: @Sendable (Int, Int) -> Void
    ) async throws -> [Embedding] {
        var embeddings: [Embedding] = []
        while embeddings.count < texts.count {
            try Task.checkCancellation()
            // Texts are compared with one another, so all are embedded in the same role.
            let batch = Array(texts[embeddings.count...].prefix(Self.batch))
            embeddings += try await embedder.embed(batch, as: .query)
            report(embeddings.count, texts.count)
        }
        return embeddings
    }
}

/// A text without case, width, extra spaces and final punctuation: texts that differ in nothing else are embedded once.
private struct Wording: Hashable, Comparable {
    let text: String
    let language: Language?

    init(_ item: TextItem) {
        text = DistinctTexts.form(of: item.text)
        language = item.language
    }

    static func < (a: Wording, b: Wording) -> Bool {
        (a.text, a.language?.rawValue ?? "") < (b.text, b.language?.rawValue ?? "")
    }
}

/// The items of one wording.
private struct Member {
    /// Positions of the items, ascending.
    let positions: [Int]
    /// The first item that may represent the group, else the first.
    let shown: Int
    let canRepresent: Bool
    let weight: Int
    /// The embedding without the common direction.
    let meaning: Embedding

    init(positions: [Int], of items: [TextItem], meaning: Embedding) {
        self.positions = positions
        let representative = positions.first { items[$0].canRepresent }
        shown = representative ?? positions[0]
        canRepresent = representative != nil
        weight = positions.reduce(0) { $0 + items[$1].weight }
        self.meaning = meaning
    }
}

extension TextGroup {
    fileprivate init(_ group: [Member], of items: [TextItem]) {
        members = group.flatMap(\.positions).sorted()
        weight = group.reduce(0) { $0 + $1.weight }
        var mean = [Float](repeating: 0, count: group.first?.meaning.dimensions ?? 0)
        for member in group {
            for (index, component) in member.meaning.components.enumerated() {
                mean[index] += component * Float(member.weight)
            }
        }
        let centre = Embedding(normalizing: mean)
        let ranked = group.map { member in
            (member: member, distance: 1 - (centre.flatMap { member.meaning.cosine(to: $0) } ?? 0))
        }
        let best = ranked.min { a, b in
            (a.member.canRepresent ? 0 : 1, a.distance) < (b.member.canRepresent ? 0 : 1, b.distance)
        }
        representative = best?.member.shown ?? members[0]
        wordings = ranked.filter(\.member.canRepresent)
            .sorted { (-$0.member.weight, $0.distance) < (-$1.member.weight, $1.distance) }
            .map(\.member.shown)
            .reduce(into: []) { kept, place in
                if !kept.contains(where: { items[$0].text == items[place].text }) { kept.append(place) }
            }
    }
}
