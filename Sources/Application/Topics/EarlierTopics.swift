import Insight

/// The topics of a collection that earlier runs found and people changed.
struct EarlierTopics: Sendable {
    /// The topics; those that people named or merged are fixed.
    let topics: [KnownTopic]
    /// The topics of texts that people moved; nil for a text that belongs nowhere.
    let moved: [UInt64: Int?]
    /// The first number that no run used.
    let next: Int
    /// Whether an earlier run grouped the collection.
    let hasRun: Bool

    /// Reads the topics of `collection`.
    init(_ content: TopicStore.Content, of collection: String) {
        let decisions = content.decisions.collections[collection] ?? TopicRecord()
        let found = content.found.collections[collection]
        var fixed = decisions.topics.map { topic in
            KnownTopic(number: topic.number, name: topic.name, parts: topic.parts.map(\.known), isFixed: true)
        }
        var others: [KnownTopic] = []
        for topic in found?.topics ?? [] {
            let parts = topic.parts.map(\.known)
            if let owner = decisions.owner(of: topic.number),
                let place = fixed.firstIndex(where: { $0.number == owner })
            {
                // The last run put further texts into it.
                fixed[place].parts += parts
            } else {
                others.append(KnownTopic(number: topic.number, parts: parts, isFixed: false))
            }
        }
        topics = fixed + others
        moved = decisions.moved.reduce(into: [:]) { moved, entry in
            guard let key = UInt64(entry.key, radix: 16) else { return }
            moved[key] = .some(entry.value.flatMap(decisions.owner))
        }
        let numbers = topics.flatMap { [$0.number] + $0.parts.map(\.number) }
        next = max(found?.next ?? 1, (numbers.max() ?? 0) + 1)
        hasRun = found != nil
    }
}
