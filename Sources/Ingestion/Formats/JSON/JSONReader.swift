import Foundation
import RAGCore

/// Reads JSON: the objects of an array, or of the arrays in an object, are records; a single object is one record.
struct JSONReader: DocumentReader {
    let fileExtensions: Set<String> = ["json"]
    private let columns: TableColumns?

    /// Keys are matched like the columns of tables.
    init(columns: TableColumns? = nil) { self.columns = columns }

    var recipe: String { "json/3" + (columns?.recipe ?? "") }

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        let source = SourceText(try TextDecoder.decode(bytes))
        var blocks = JSONBlocks(of: source, columns: columns)
        switch Result(catching: { try source.withBytes(Self.onlyValue) }) {
        case .success(let value):
            let groups = value.members?.filter { $0.value.records != nil } ?? []
            let others = value.members?.filter { $0.value.records == nil } ?? []
            if groups.isEmpty {
                blocks.add(value)
            } else {
                if !others.isEmpty { blocks.add(others, at: value.range.lowerBound..<others[0].value.range.upperBound) }
                for group in groups { blocks.add(group.value.records ?? [], under: group.key, at: group.value.range) }
            }
        case .failure(let fault):
            let offset = (fault as? JSONParser.Fault)?.offset ?? 0
            throw ReadingError("is not valid JSON (line \(source.lines(of: offset..<offset).lowerBound))")
        }
        return ReadDocument(
            title: name,
            language: ReadDocument.language(of: source),
            source: source,
            blocks: blocks.blocks,
            notes: blocks.notes
        )
    }

    private static func onlyValue(in bytes: UnsafeBufferPointer<UInt8>) throws -> JSONValue {
        var parser = JSONParser(bytes)
        let value = try parser.value()
        guard !parser.findValue() else { throw JSONParser.Fault(offset: parser.offset) }
        return value
    }
}
