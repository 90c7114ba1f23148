import Foundation
import RAGCore

/// Lists and dictionaries in a text column, as JSON.
///
/// Encoded by hand: `JSONEncoder` takes longer for the headings of a chunk than SQLite takes for its row.
enum JSONColumn {
    /// Returns `list` as a JSON array.
    static func encode(_ list: some Sequence<String>) -> String {
        "[" + list.map(quoted).joined(separator: ",") + "]"
    }

    /// Returns `lists` as a JSON object with sorted keys, so that equal values have equal texts.
    static func encode(_ lists: [String: [String]]) -> String {
        let entries = lists.sorted { $0.key < $1.key }
        return "{" + entries.map { quoted($0) + ":" + encode($1) }.joined(separator: ",") + "}"
    }

    /// Returns the list in `text`, which is usually empty. Throws if `text` is not a list of strings.
    static func list(_ text: String) throws -> [String] { text == "[]" ? [] : try decode(text) }

    /// Returns the dictionary in `text`, which is usually empty. Throws if `text` is not a dictionary of lists.
    static func lists(_ text: String) throws -> [String: [String]] { text == "{}" ? [:] : try decode(text) }

    /// Returns the value in `text`. Throws if it has another type.
    static func decode<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }

    /// Returns `text` as a JSON string in which NUL is U+FFFD, as in the other columns.
    private static func quoted(_ text: String) -> String {
        JSONText.quoted(text.utf8.contains(0) ? text.replacing("\0", with: "\u{FFFD}") : text)
    }
}
