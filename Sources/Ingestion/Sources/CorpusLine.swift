import Foundation
import RAGCore

/// One line of a corpus.
struct CorpusLine: Decodable {
    let id: String
    /// Empty where there is none.
    let title: String
    let text: String

    private enum Key: String, CodingKey {
        case id, title, text
        case beirID = "_id"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        id = try container.decodeIfPresent(String.self, forKey: .id) ?? container.decode(String.self, forKey: .beirID)
        title = try container.decodeIfPresent(String.self, forKey: .title) ?? ""
        text = try container.decode(String.self, forKey: .text)
    }
}

/// Reads a line of a corpus as a plain text with a title.
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
