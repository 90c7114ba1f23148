import Foundation
import RAGCore

/// Reads CSV and TSV: pairs of question and answer if the header names such columns, otherwise each row with its
/// header.
struct CSVReader: DocumentReader {
    let fileExtensions: Set<String> = ["csv", "tsv"]
    private let columns: TableColumns?

    init(columns: TableColumns? = nil) { self.columns = columns }

    var recipe: String { "table/2" + (columns?.recipe ?? "") }

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        let source = SourceText(try TextDecoder.decode(bytes))
        let table = TableBlocks(of: try DelimitedText(source).records(), columns: columns, rowName: "line")
        return ReadDocument(
            title: name,
            language: ReadDocument.language(of: source),
            source: source,
            blocks: table.blocks,
            notes: table.notes
        )
    }
}
