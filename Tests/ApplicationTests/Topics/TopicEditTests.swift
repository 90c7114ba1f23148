import Foundation
import Testing

@testable import Application
@testable import Insight

@Suite struct TopicEditTests {
    private func topic(_ number: Int, _ questions: [String] = []) -> TopicRecord.Topic {
        let part = KnownTopic.Part(
            number: number,
            language: .chinese,
            texts: questions.map(TextKey.key).sorted(),
            centre: [1, -0.5, .pi]
        )
        return TopicRecord.Topic(number: number, parts: [TopicRecord.Part(part)])
    }

    private var found: TopicRecord {
        TopicRecord(
            topics: [topic(1, ["退款多久到账？"]), topic(2), topic(3)],
            outside: TextKey.data(of: [TextKey.key(of: "哈哈")])
        )
    }

    private func apply(_ edits: TopicEdit..., to record: TopicRecord = TopicRecord()) throws -> TopicRecord {
        var record = record
        for edit in edits { _ = try edit.apply(to: &record, found: found) }
        return record
    }

    @Test("a renamed topic is kept with its texts; an empty name lets it go")
    func rename() throws {
        let named = try apply(.rename("1", to: "  退款  进度 "))
        #expect(named.topics.map(\.name) == ["退款 进度"])
        #expect(named.topics.first?.parts == found.topics[0].parts)
        #expect(try apply(.rename("退款 进度", to: "Refunds"), to: named).topics.map(\.name) == ["Refunds"])
        #expect(try apply(.rename("#1", to: ""), to: named) == TopicRecord())
    }

    @Test("merged topics become parts of the first, under its name or the only name")
    func merge() throws {
        let merged = try apply(.rename("3", to: "发票"), .merge(["1", "3", "1"]))
        #expect(merged.topics.map(\.number) == [1])
        #expect(merged.topics[0].parts.map(\.number) == [1, 3])
        #expect(merged.topics[0].name == "发票")
        // A number that was merged means the whole.
        #expect(try apply(.rename("3", to: "账单"), to: merged).topics.map(\.name) == ["账单"])
        #expect(try apply(.merge(["2", "3"]), to: merged).topics.map(\.number) == [2])
        #expect(throws: UsageError.self) { try apply(.merge(["1", "3"]), to: merged) }
    }

    @Test("a moved question follows a merge, and can belong to no topic")
    func move() throws {
        let moved = try apply(.move("退款多久到账", to: "2"), .merge(["3", "2"]))
        #expect(Array(moved.moved.values) == [3])
        #expect(Array(try apply(.move("哈哈！".replacing("！", with: "?"), to: "none")).moved.values) == [nil])
    }

    @Test(
        "what there is not is refused in one sentence",
        arguments: [
            (TopicEdit.rename("9", to: "x"), "no topic 9"), (.rename("运费", to: "x"), "called \"运费\""),
            (.merge(["1", "1"]), "at least two"), (.move("没问过", to: "1"), "copy it"), (.rename("1", to: "7"), "number"),
            (.rename("1", to: String(repeating: "长", count: 61)), "at most 60"),
        ]
    )
    func refused(edit: TopicEdit, words: String) {
        #expect { try apply(edit) } throws: { ($0 as? UsageError)?.message.contains(words) == true }
    }

    @Test("two topics cannot have one name")
    func sameName() throws {
        let named = try apply(.rename("1", to: "退款"))
        #expect(throws: UsageError.self) { try apply(.rename("2", to: "退款"), to: named) }
    }

    @Test("a topic is the same after it was stored, and its file has no words of customers")
    func stored() throws {
        let record = try apply(.rename("1", to: "退款"), .move("退款多久到账", to: "2"), .move("哈哈", to: "none"))
        let bytes = try JSONEncoder().encode(record)
        #expect(try JSONDecoder().decode(TopicRecord.self, from: bytes) == record)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("多久"))
        #expect(record.topics[0].parts[0].known.centre == [1, -0.5, .pi])
        #expect(record.topics[0].parts[0].known.texts == [TextKey.key(of: "退款多久到账")])
    }
}
