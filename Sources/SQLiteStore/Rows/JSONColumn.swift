import Foundation
import RAGCore

/// Lists and dictionaries in a text column, as JSON.
///
/// Written by hand, for `JSONEncoder` takes longer over the headings of a chunk than SQLite over its row.
enum JSONColumn {
    /// `list` as a JSON array.
    static func encode(_ list: some Sequence<String>) -> String {
        "[" + list.map(quoted).joined(separator: ",") + "]"
    }

    /// `lists` as a JSON object, keys in order, so that equal values are equal texts.
    static func encode(_ lists: [String: [String]]) -> String {
        let entries = lists.sorted { $0.key < $1.key }
        return "{" + entries.map { quoted($0) + ":" + encode($1) }.joined(separator: ",") + "}"
    }

    /// The list in `text`, most often an empty one. Throws where it is none.
    static func list(_ text: String) throws -> [String] { text == "[]" ? [] : try decode(text) }

    /// The dictionary in `text`, most often an empty one. Throws where it is none.
    static func lists(_ text: String) throws -> [String: [String]] { text == "{}" ? [:] : try decode(text) }

    /// The value in `text`. Throws where it is none of its kind.
    static func decode<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    /// Returns `text` as a JSON string in which NUL is U+FFFD, as in the other columns.
    private static func quoted(_ text: String) -> String {
        JSONText.quoted(text.utf8.contains(0) ? text.replacing("\0", with: "\u{FFFD}") : text)
    }
}
