import Foundation
import RAGCore

/// Reads JSON Lines with one record an object; an object may extend over several lines. A line that is not valid JSON
/// is left out and reported.
struct JSONLinesReader: DocumentReader {
    let fileExtensions: Set<String> = ["jsonl", "ndjson"]
    private let columns: TableColumns?

    /// Keys are matched like the columns of tables.
    init(columns: TableColumns? = nil) { self.columns = columns }

    var recipe: String { "jsonl/3" + (columns?.recipe ?? "") }

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        let source = SourceText(try TextDecoder.decode(bytes))
        let (values, faults) = source.withBytes(Self.values)
        guard let first = faults.first.map({ source.lines(of: $0..<$0).lowerBound }) ?? (values.isEmpty ? 1 : nil)
        else {
            return document(of: values, in: source, name: name)
        }
        guard !values.isEmpty else { throw ReadingError("contains no JSON object (first invalid line: \(first))") }
        let lines = faults.count == 1 ? "1 line is" : "\(faults.count) lines are"
        return document(of: values, in: source, name: name, note: "\(lines) not valid JSON (first: line \(first))")
    }

    private func document(
        of values: [JSONValue],
        in source: SourceText,
        name: String,
        note: String? = nil
    ) -> ReadDocument {
        var blocks = JSONBlocks(of: source, columns: columns)
        values.forEach { blocks.add($0) }
        return ReadDocument(
            title: name,
            language: ReadDocument.language(of: source),
            source: source,
            blocks: blocks.blocks,
            notes: (note.map { [$0] } ?? []) + blocks.notes
        )
    }

    /// Returns the objects and arrays, and the starts of the lines that contain something else.
    private static func values(in bytes: UnsafeBufferPointer<UInt8>) -> (values: [JSONValue], faults: [Int]) {
        var parser = JSONParser(bytes)
        var values: [JSONValue] = []
        var faults: [Int] = []
        while parser.findValue() {
            let start = parser.offset
            if bytes[start] == UInt8(ascii: "{") || bytes[start] == UInt8(ascii: "["), let value = try? parser.value() {
                values.append(value)
            } else {
                faults.append(start)
                parser.skipLine(from: start)
            }
        }
        return (values, faults)
    }
}
