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

    /// Returns a JSON string (RFC 8259, section 7). NUL becomes U+FFFD, as in the other columns.
    private static func quoted(_ text: String) -> String {
        var bytes: [UInt8] = [UInt8(ascii: "\"")]
        bytes.reserveCapacity(text.utf8.count + 2)
        for byte in text.utf8 {
            switch byte {
            case 0: bytes += "\u{FFFD}".utf8
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0..<0x20: bytes += ((byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16)).utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
        return String(decoding: bytes, as: UTF8.self)
    }
}
