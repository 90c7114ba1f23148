import RAGCore

/// Decides which of the topics of a new run are topics that are known already.
///
/// A topic that a person named or merged keeps its texts, and what the new run finds around them joins it. Any other
/// known topic passes its number on to the new topic that has most of its texts, or is nearest if none of its texts
/// is there any more. What is left is new.
package struct TopicIdentity: Sendable {
    /// The number of each found topic.
    package let numbers: [Int]
    /// The number of each text's topic; nil for a text that fits nowhere.
    package let texts: [Int?]
    /// Numbers that no earlier run used, ascending.
    package let new: [Int]

    /// Cosine of two centred means from which they are the same topic, where no text is known. Halves of one topic have
    /// about 0.9, neighbouring topics up to 0.7.
    private static let sameCosine: Float = 0.75
    /// The share of a found topic that must be known for it to join a fixed topic.
    private static let knownShare = 0.25

    /// Decides for `found` topics. `hashes` are those of all texts; `moved` has the topic to which a person moved a
    /// text,
    /// or nil for none at all; `next` is the first number that no run used. `means` are the mean vectors by language.
    package init(
        of found: [FoundTopic],
        hashes: [UInt64],
        known: [KnownTopic],
        moved: [UInt64: Int?],
        next: Int,
        means: [Language?: [Float]]
    ) {
        var owners: [UInt64: Int] = [:]
        for (place, topic) in known.enumerated().sorted(by: { !$0.element.isFixed && $1.element.isFixed }) {
            // Fixed topics come last and so have the last word.
            for part in topic.parts { for text in part.texts { owners[text] = place } }
        }
        let present = hashes.reduce(into: [Int](repeating: 0, count: known.count)) { counts, hash in
            if let owner = owners[hash] { counts[owner] += 1 }
        }
        let votes = found.map { topic in
            topic.members.reduce(into: [Int: Int]()) { votes, member in
                if let owner = owners[hashes[member]] { votes[owner, default: 0] += 1 }
            }
        }
        var chosen = [Int?](repeating: nil, count: found.count)
        for (place, topic) in found.enumerated() {
            chosen[place] = Self.fixedTopic(votes[place], of: topic.members.count, known, present)
        }
        var free = Set(known.indices.filter { !known[$0].isFixed })
        Self.pass(votes, present, to: &chosen, among: &free)
        Self.joinNearest(found, to: &chosen, among: &free, known, present, means)
        var new: [Int] = []
        numbers = chosen.map { place in
            if let place { return known[place].number }
            new.append(next + new.count)
            return next + new.count - 1
        }
        self.new = new
        var texts = [Int?](repeating: nil, count: hashes.count)
        for (place, topic) in found.enumerated() { for member in topic.members { texts[member] = numbers[place] } }
        for (text, hash) in hashes.enumerated() {
            if let target = moved[hash] {
                texts[text] = target
            } else if let owner = owners[hash], known[owner].isFixed {
                texts[text] = known[owner].number
            }
        }
        self.texts = texts
    }

    /// Returns the fixed topic that most known texts of a found topic belong to, if it has most of its own texts there
    /// or makes up enough of them.
    private static func fixedTopic(
        _ votes: [Int: Int],
        of size: Int,
        _ known: [KnownTopic],
        _ present: [Int]
    ) -> Int? {
        let all = votes.values.reduce(0, +)
        guard let best = votes.min(by: { ($1.value, $0.key) < ($0.value, $1.key) }), known[best.key].isFixed,
            best.value * 2 > all
        else { return nil }
        let hasMost = best.value * 2 > present[best.key]
        return hasMost || Double(best.value) >= knownShare * Double(size) ? best.key : nil
    }

    /// Passes each free topic on to the found one that has most of its texts, the largest overlap first.
    private static func pass(
        _ votes: [[Int: Int]],
        _ present: [Int],
        to chosen: inout [Int?],
        among free: inout Set<Int>
    ) {
        let pairs = votes.enumerated().flatMap { place, votes in
            votes.map { (found: place, known: $0.key, count: $0.value) }
        }.sorted { ($1.count, $0.known, $0.found) < ($0.count, $1.known, $1.found) }
        for pair in pairs where chosen[pair.found] == nil && free.contains(pair.known) {
            guard pair.count * 2 > present[pair.known] else { continue }
            chosen[pair.found] = pair.known
            free.remove(pair.known)
        }
    }

    /// Lets found topics without a known text continue the nearest known topic, none of whose texts is there any more.
    /// Several may join a fixed topic.
    private static func joinNearest(
        _ found: [FoundTopic],
        to chosen: inout [Int?],
        among free: inout Set<Int>,
        _ known: [KnownTopic],
        _ present: [Int],
        _ means: [Language?: [Float]]
    ) {
        var pairs: [(cosine: Float, found: Int, known: Int)] = []
        for (place, topic) in found.enumerated() where chosen[place] == nil {
            guard let mean = means[topic.language] else { continue }
            for (number, other) in known.enumerated() where present[number] == 0 {
                for part in other.parts where part.language == topic.language && part.centre.count == mean.count {
                    let both = VectorTable(components: topic.centre + part.centre, dimensions: mean.count)
                        .centred(on: mean)
                    let cosine = both.rows([0]).products(with: both.rows([1]))[0]
                    if cosine >= sameCosine { pairs.append((cosine, place, number)) }
                }
            }
        }
        for pair in pairs.sorted(by: { ($1.cosine, $0.known, $0.found) < ($0.cosine, $1.known, $1.found) }) {
            guard chosen[pair.found] == nil, known[pair.known].isFixed || free.contains(pair.known) else { continue }
            chosen[pair.found] = pair.known
            free.remove(pair.known)
        }
    }
}
