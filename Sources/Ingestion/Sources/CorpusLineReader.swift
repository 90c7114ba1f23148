import Foundation
import RAGCore

/// Reads one line of a corpus as plain text with a title.
struct CorpusLineReader: DocumentReader {
    let fileExtensions: Set<String> = []
    let recipe = "corpus/1 " + TextReader().recipe

    func read(_ bytes: Data, name: String) throws(ReadingError) -> ReadDocument {
        guard let line = try? JSONDecoder().decode(CorpusLine.self, from: bytes) else {
            throw ReadingError("is not a JSON object with id and text")
        }
        let isTitleAll = line.text.allSatisfy(\.isWhitespace)
        let read = TextReader.read(SourceText(isTitleAll ? line.title : line.text), name: line.title)
        return ReadDocument(
            title: line.title.isEmpty ? read.title : line.title,
            language: read.language,
            source: read.source,
            blocks: read.blocks
        )
    }
}
