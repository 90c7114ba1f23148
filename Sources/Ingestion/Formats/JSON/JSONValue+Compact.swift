import RAGCore

extension JSONValue {
    /// The value as JSON without blanks, numbers as they are written.
    var compact: String {
        switch kind {
        case .string(let text): JSONText.quoted(text)
        case .literal(let text): text
        case .null: "null"
        case .array(let elements): "[" + elements.map(\.compact).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { JSONText.quoted($0.key) + ":" + $0.value.compact }.joined(separator: ",") + "}"
        }
    }
}
