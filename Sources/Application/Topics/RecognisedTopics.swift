import Insight
import RAGCore

/// The topics of a run under the numbers and names that they keep.
struct RecognisedTopics: Sendable {
    /// A topic.
    struct Topic: Sendable {
        let number: Int
        let name: String?
        let isNew: Bool
        /// The language of most of its texts.
        let language: Language?
        /// Positions of its texts, ascending.
        let members: [Int]
        /// Positions of different texts, the most typical first.
        let typical: [Int]
        /// Narrower subjects: positions of their texts, the most typical first.
        let subtopics: [[Int]]
    }

    /// The topics, most texts first.
    let topics: [Topic]
    /// The record that is kept to find them again.
    let record: TopicRecord

    /// Recognises the topics of `assignment`.
    init(_ assignment: TopicAssignment, of records: [TextRecord], vectors: VectorTable, earlier: EarlierTopics) {
        let keys = records.map { TextKey.key(of: $0.text) }
        let means = Dictionary(
            uniqueKeysWithValues: Set(records.map(\.language)).map { language in
                (language, vectors.rows(records.indices.filter { records[$0].language == language }).mean())
            }
        )
        // A person may name a question by the words of the conversation or by its complete form.
        let asked = records.map { $0.asked.map(TextKey.key) }
        var moved = earlier.moved
        for (key, asked) in zip(keys, asked) {
            if let asked, let target = earlier.moved[asked], moved[key] == nil { moved[key] = .some(target) }
        }
        let identity = TopicIdentity(
            of: assignment.topics.map { cluster in
                FoundTopic(
                    language: cluster.language,
                    members: cluster.members,
                    centre: vectors.rows(cluster.typical).mean()
                )
            },
            hashes: keys,
            known: earlier.topics,
            moved: moved,
            next: earlier.next,
            means: means
        )
        let names = Dictionary(earlier.topics.map { ($0.number, $0.name) }) { first, _ in first }
        let new = Set(identity.new)
        var members: [Int: [Int]] = [:]
        for (place, number) in identity.texts.enumerated() {
            if let number { members[number, default: []].append(place) }
        }
        let clusters = Dictionary(grouping: assignment.topics.indices) { identity.numbers[$0] }
        topics = members.map { number, places in
            let ranked = Self.ranked(places, records, vectors, means)
            let own = (clusters[number] ?? []).map { assignment.topics[$0] }
            // A topic that was merged by hand consists of the topics that the run would have made.
            let parts = own.count > 1 ? own : own.first?.subtopics ?? []
            let inside = Set(places)
            return Topic(
                number: number,
                name: names[number] ?? nil,
                isNew: earlier.hasRun && new.contains(number),
                language: ranked.language,
                members: places,
                typical: ranked.typical,
                subtopics: parts.map { part in
                    let typical = part.typical.filter(inside.contains)
                    return typical + part.members.filter { inside.contains($0) && !typical.contains($0) }
                }.filter { !$0.isEmpty }
            )
        }.sorted { ($0.members.count, $1.number) > ($1.members.count, $0.number) }
        record = TopicRecord(
            topics: topics.map { topic in
                TopicRecord.Topic(
                    number: topic.number,
                    parts: Self.parts(of: topic, records, keys, vectors).map(TopicRecord.Part.init)
                )
            }.sorted { $0.number < $1.number },
            next: max(earlier.next, (identity.new.max() ?? 0) + 1),
            outside: TextKey.data(
                of: Set(identity.texts.indices.filter { identity.texts[$0] == nil }.map { keys[$0] }).sorted()
            ),
            asked: TextKey.data(of: Set(asked.compactMap(\.self)).sorted())
        )
    }

    /// Returns the language of most texts and the different texts of that language, nearest to their mean first; then
    /// those of other languages.
    private static func ranked(
        _ places: [Int],
        _ records: [TextRecord],
        _ vectors: VectorTable,
        _ means: [Language?: [Float]]
    ) -> (language: Language?, typical: [Int]) {
        var typical: [Int] = []
        var seen: Set<String> = []
        let different = places.filter { seen.insert(records[$0].text).inserted }
        let groups = Dictionary(grouping: different) { records[$0].language }
            .sorted { ($0.value.count, $1.value[0]) > ($1.value.count, $0.value[0]) }
        for (language, places) in groups {
            let own = vectors.rows(places).centred(on: means[language] ?? [])
            let centre = VectorTable(components: own.mean(), dimensions: own.dimensions).scaledToUnitLength()
            let cosines = own.products(with: centre)
            typical += places.indices.sorted {
                (cosines[$1], records[places[$0]].text) < (cosines[$0], records[places[$1]].text)
            }.map { places[$0] }
        }
        return (groups.first?.key ?? nil, typical)
    }

    private static func parts(of topic: Topic, _ records: [TextRecord], _ keys: [UInt64], _ vectors: VectorTable)
        -> [KnownTopic.Part]
    {
        Dictionary(grouping: topic.typical) { records[$0].language }
            .sorted { ($0.key?.rawValue ?? "~") < ($1.key?.rawValue ?? "~") }
            .map { language, places in
                KnownTopic.Part(
                    number: topic.number,
                    language: language,
                    texts: Set(places.map { keys[$0] }).sorted(),
                    centre: vectors.rows(places).mean()
                )
            }
    }
}
