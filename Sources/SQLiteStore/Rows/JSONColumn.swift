import Foundation
import RAGCore

/// Lists and dictionaries in a text column, as JSON.
enum JSONColumn {
    /// `value` as JSON, keys in order, so that equal values are equal texts.
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    /// The value in `text`. Throws where it is none of its kind.
    static func decode<Value: Decodable>(_ text: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(text.utf8))
    }
}
