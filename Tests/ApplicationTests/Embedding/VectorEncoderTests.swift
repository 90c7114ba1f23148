import Foundation
import Insight
import Testing

@testable import Application

@Suite struct VectorEncoderTests {
    private func file(_ format: VectorFormat, _ records: [TextRecord], _ vectors: [[Float]]) -> Data {
        let encoder = VectorEncoder(
            format: format,
            count: records.count,
            dimensions: vectors[0].count,
            hasLabels: records.contains { $0.label != nil }
        )
        var bytes = encoder.head
        for (record, vector) in zip(records, vectors) { encoder.append(record, vector, to: &bytes) }
        return bytes
    }

    @Test(
        "an NPY header has the layout that numpy reads, and the data begins at a multiple of 64 bytes",
        arguments: [(0, 384), (1, 1), (100_000, 1_536), (123_456_789, 3_072)]
    )
    func header(rows: Int, columns: Int) throws {
        let bytes = [UInt8](NPYHeader(rows: rows, columns: columns).bytes)
        #expect(bytes.starts(with: [0x93] + Array("NUMPY".utf8) + [1, 0]))
        let length = Int(bytes[8]) | Int(bytes[9]) << 8
        #expect(bytes.count == 10 + length)
        #expect(bytes.count % 64 == 0)
        let text = String(decoding: bytes[10...], as: UTF8.self)
        #expect(text.last == "\n")
        #expect(
            text.trimmingCharacters(in: .whitespacesAndNewlines)
                == "{'descr': '<f4', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
        )
    }

    @Test("NPY holds the components row by row, little-endian")
    func npy() {
        let bytes = file(.npy, [TextRecord("a", place: "1"), TextRecord("b", place: "2")], [[1, -2], [0.5, 3]])
        let data = [UInt8](bytes.suffix(16))
        #expect(data == [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0, 0, 0x3F, 0, 0, 0x40, 0x40])
        #expect(bytes.count % 64 == 16)
    }

    @Test("JSON Lines hold any text and the exact floats, and a label only where there is one")
    func jsonLines() throws {
        let text = "说 \"hi\"\n\u{1B}[31m\\"
        let records = [TextRecord(text, place: "q.csv:2", label: "退货"), TextRecord("b", place: "q.csv:3")]
        let lines = file(.jsonl, records, [[0.1, -1e-7], [1, 0]]).split(separator: UInt8(ascii: "\n"))
        try #require(lines.count == 2)
        let rows = try lines.map { try #require(try JSONSerialization.jsonObject(with: $0) as? [String: Any]) }
        #expect(rows[0]["text"] as? String == text)
        #expect(rows[0]["place"] as? String == "q.csv:2")
        #expect(rows[0]["label"] as? String == "退货")
        #expect((rows[0]["vector"] as? [Double])?.map(Float.init) == [0.1, -1e-7])
        #expect(rows[1]["label"] == nil)
    }

    @Test("CSV quotes what it must and no cell is run as a formula")
    func csv() {
        let records = [TextRecord("=1+1, \"x\"\ny", place: "q.csv:2"), TextRecord("b", place: "q.csv:3", label: "@c")]
        let text = String(decoding: file(.csv, records, [[0.5, 1], [0, -1]]), as: UTF8.self)
        #expect(
            text == "place,text,label,v1,v2\r\nq.csv:2,\"'=1+1, \"\"x\"\"\ny\",,0.5,1.0\r\nq.csv:3,b,'@c,0.0,-1.0\r\n"
        )
    }

    @Test(
        "the extension decides the format",
        arguments: [("a.NPY", VectorFormat.npy), ("a.b.jsonl", .jsonl), ("x.csv", .csv)]
    )
    func format(path: String, format: VectorFormat) {
        #expect(VectorFormat(path: path) == format)
        #expect(VectorFormat(path: "a.parquet") == nil)
        #expect(VectorFormat(path: "npy") == nil)
    }
}
