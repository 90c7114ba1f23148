import Foundation
import RAGCore

/// Reads CSV and TSV: pairs of question and answer if the header names such columns, otherwise each row with its
/// header.
struct CSVReader: DocumentReader {
    let fileExtensions: Set<String> = ["csv", "tsv"]
    private let columns: TableColumns?

    init(columns: TableColumns? = nil) { self.columns = columns }

    var recipe: String { "table/4" + (columns?.recipe ?? "") }

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        let (text, nulLine) = try TextDecoder.decodeTable(bytes)
        let source = SourceText(text)
        let tables = TableSplitter.tables(of: try DelimitedText(source).records()).map {
            TableBlocks(of: $0, columns: columns, rowName: "line")
        }
        let blocks = tables.count == 1 ? tables[0].blocks : tables.flatMap(\.blocks).inOrder
        return ReadDocument(
            title: name,
            // The file may consist of markup.
            language: ReadDocument.language(of: blocks) ?? ReadDocument.language(of: source),
            source: source,
            blocks: blocks,
            notes: (nulLine.map { [TextDecoder.note(ofNULIn: $0)] } ?? []) + tables.flatMap(\.notes)
        )
    }
}
