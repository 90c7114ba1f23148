import Foundation
import Insight
import RAGCore
import Testing

@testable import Application

@Suite struct MapContentTests {
    private func text(_ text: String, _ place: String) -> TopicOverview.Text {
        TopicOverview.Text(
            text: text,
            asked: nil,
            place: place,
            topic: nil,
            subtopic: nil,
            date: nil,
            language: nil,
            isUnanswered: true
        )
    }

    @Test("names are ordered by how many texts have them, and a text without one has -1")
    func columns() {
        let column = MapContent.Column(["b", nil, "a", "b", "c", "a", "b"])
        #expect(column?.names == ["b", "a", "c"])
        #expect(column?.values == [0, -1, 1, 0, 2, 1, 0])
        #expect(MapContent.Column([nil, nil]) == nil)
    }

    @Test("places become 16-bit integers, the farthest at the border")
    func layout() {
        let bytes = [UInt8](MapContent.layout([2, -4, 0, 1]))
        let values = stride(from: 0, to: bytes.count, by: 2).map {
            Int16(bytes[$0]) | Int16(bitPattern: UInt16(bytes[$0 + 1]) << 8)
        }
        #expect(values == [16_384, -32_767, 0, 8_192])
        #expect(MapContent.layout([0, 0]).allSatisfy { $0 == 0 })
        #expect(MapContent.layout([]).isEmpty)
    }

    @Test("each shown text gets its record, also where texts are left out or equal, or a record is gone")
    func records() {
        let records = ["a", "b", "b", "c"].enumerated().map { TextRecord($1, place: "\($0)", label: "label \($0)") }
        let texts = [text("a", "0"), text("b", "2"), text("gone", "9"), text("c", "3")]
        let found = MapJob.records(of: texts, in: records)
        #expect(found.map(\.text) == ["a", "b", "gone", "c"])
        #expect(found.map(\.label) == ["label 0", "label 2", nil, "label 3"])
    }
}
