import RAGCore
import Testing

@testable import Insight

@Suite struct TopicGroupingTests {
    private static let subjects = ["refund", "parcel", "invoice", "password", "退款", "运费"]

    /// Texts about subjects, with vectors that point near the direction of the subject; the same in every run.
    private func collection(_ each: Int, subjects: [String] = Self.subjects) -> ([TextRecord], VectorTable) {
        var random = SplitMix(11)
        var records: [TextRecord] = []
        var components: [Float] = []
        for number in 0..<each {
            for (place, subject) in subjects.enumerated() {
                records.append(TextRecord("\(subject) \(number)", place: "\(records.count)"))
                components += (0..<16).map { axis in
                    (axis == place ? 1 : 0) + (axis == 15 ? 3 : 0) + Float.random(in: -0.15...0.15, using: &random)
                }
            }
        }
        return (records, VectorTable(components: components, dimensions: 16).scaledToUnitLength())
    }

    private func texts(_ assignment: TopicAssignment, _ records: [TextRecord]) -> [[String]] {
        assignment.topics.map { topic in topic.members.map { records[$0].text }.sorted() }
    }

    @Test("texts about one subject are a topic, and languages stay apart")
    func subjects() async throws {
        let (records, vectors) = collection(20)
        let found = try await TopicGrouping().topics(of: records, vectors: vectors)
        #expect(found.topics.count == 6)
        for topic in found.topics {
            #expect(Set(topic.members.map { records[$0].text.split(separator: " ")[0] }).count == 1)
            #expect(topic.members == topic.members.sorted())
            #expect(topic.typical.sorted() == topic.members)
            #expect(topic.language == records[topic.members[0]].language)
            #expect(topic.centroid.allSatisfy { $0.isFinite })
        }
        for (row, number) in found.numbers.enumerated() {
            #expect(number.map { found.topics[$0].members.contains(row) } ?? true)
        }
    }

    @Test("the order of the texts does not change the topics")
    func order() async throws {
        let (records, vectors) = collection(30)
        let first = try await TopicGrouping().topics(of: records, vectors: vectors)
        var random = SplitMix(4)
        let order = records.indices.shuffled(using: &random)
        let second = try await TopicGrouping().topics(of: order.map { records[$0] }, vectors: vectors.rows(order))
        #expect(texts(second, order.map { records[$0] }) == texts(first, records))
        #expect(second.numbers == order.map { first.numbers[$0] })
        #expect(second.topics.map(\.centroid) == first.topics.map(\.centroid))
    }

    @Test("exactly as many topics are found as asked for", arguments: [2, 3, 4, 7, 12, 600])
    func count(count: Int) async throws {
        let (records, vectors) = collection(100)
        let found = try await TopicGrouping(count: count).topics(of: records, vectors: vectors)
        #expect(found.topics.count == count)
        #expect(found.topics.allSatisfy { !$0.members.isEmpty })
        #expect(found.numbers.count { $0 == nil } < 30)
    }

    @Test("a text that was asked often is a topic, and equal texts count once")
    func equal() async throws {
        let records = (0..<9).map { TextRecord($0 % 2 == 0 ? "Refund?" : "refund", place: "\($0)") }
        let vectors = VectorTable(components: Array(repeating: 0.5, count: 36), dimensions: 4)
        let found = try await TopicGrouping().topics(of: records, vectors: vectors)
        #expect(found.numbers == Array(repeating: 0, count: 9))
        let topic = try #require(found.topics.first)
        #expect(topic.typical.count == 1)
        #expect(topic.subtopics.isEmpty)
        #expect(topic.centroid.allSatisfy { $0.isFinite })
    }

    @Test("no texts, one text, two texts and vectors of zeros give no topic that is not there")
    func few() async throws {
        let none = VectorTable(components: [], dimensions: 0)
        #expect(try await TopicGrouping().topics(of: [], vectors: none).topics.isEmpty)
        for count in 1...2 {
            let (records, vectors) = collection(1, subjects: Array(Self.subjects.prefix(count)))
            let found = try await TopicGrouping().topics(of: records, vectors: vectors)
            #expect(found.numbers == Array(repeating: nil, count: count))
            #expect(found.model.topics(of: records, vectors: vectors) == Array(repeating: nil, count: count))
        }
        let (records, _) = collection(4)
        let zeros = VectorTable(components: Array(repeating: 0, count: records.count * 4), dimensions: 4)
        let found = try await TopicGrouping().topics(of: records, vectors: zeros)
        #expect(found.topics.allSatisfy { $0.centroid.allSatisfy { $0.isFinite } })
    }

    @Test("a large topic is divided into its parts")
    func parts() async throws {
        // Two subjects, each of two halves that are nearer to each other.
        var random = SplitMix(2)
        var records: [TextRecord] = []
        var components: [Float] = []
        for number in 0..<240 {
            let (subject, half) = (number % 2, number / 2 % 2)
            records.append(TextRecord("text \(number)", place: "\(number)"))
            components += (0..<16).map { axis in
                (axis == subject ? 1 : 0) + (axis == 10 + 2 * subject + half ? 0.5 : 0)
                    + Float.random(in: -0.1...0.1, using: &random)
            }
        }
        let vectors = VectorTable(components: components, dimensions: 16).scaledToUnitLength()
        let found = try await TopicGrouping(count: 2).topics(of: records, vectors: vectors)
        #expect(found.topics.count == 2)
        for topic in found.topics {
            #expect(topic.members.count > 110)
            #expect(Set(topic.members.map { $0 % 2 }).count == 1)
            #expect(topic.subtopics.count >= 2)
            for part in topic.subtopics {
                #expect(Set(part.members).isSubset(of: topic.members))
                #expect(Set(part.members.map { $0 / 2 % 2 }).count == 1)
            }
        }
    }

    @Test("new texts join the topic they are near to, and others none")
    func joining() async throws {
        let (records, vectors) = collection(30)
        let found = try await TopicGrouping().topics(of: records, vectors: vectors)
        let again = found.model.topics(of: records, vectors: vectors)
        #expect(zip(again, found.numbers).count { $0 == $1 } > records.count * 9 / 10)
        #expect(zip(again, found.numbers).allSatisfy { $0 == nil || $0 == $1 })
        let other = VectorTable(components: (0..<16).map { $0 == 9 ? 1 : $0 == 15 ? 3 : 0 }, dimensions: 16)
        let strange = TextRecord("something else", place: "1")
        #expect(found.model.topics(of: [strange], vectors: other.scaledToUnitLength()) == [nil])
        // Moved by a person: all parcels belong to the topic of the refunds.
        let refund = try #require(found.numbers[0])
        let moved = records.indices.map { records[$0].text.hasPrefix("parcel") ? refund : found.numbers[$0] }
        let model = TopicModel(of: records, vectors: vectors, numbers: moved)
        #expect(model.topics(of: [records[1]], vectors: vectors.rows([1])) == [refund])
    }
}
