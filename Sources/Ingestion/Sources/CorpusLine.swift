import Foundation
import RAGCore

/// One line of a corpus.
struct CorpusLine: Decodable {
    let id: String
    /// Title of the document; empty if there is none.
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
