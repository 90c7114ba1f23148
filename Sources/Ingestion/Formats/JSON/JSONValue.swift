import RAGCore

/// A JSON value with its place in the text. Objects keep the order of their members, as people wrote them;
/// `JSONSerialization` keeps neither order nor places.
struct JSONValue: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case string(String)
        /// Numbers as they are written, `true` and `false`.
        case literal(String)
        case null
        case array([JSONValue])
        case object([Member])
    }

    struct Member: Sendable, Hashable {
        let key: String
        let value: JSONValue
    }

    let kind: Kind
    /// Place in the text, in UTF-8 bytes.
    let range: Range<Int>

    /// The members of an object; nil for another value.
    var members: [Member]? { if case .object(let members) = kind { members } else { nil } }

    /// The elements of an array of objects; nil for another value.
    var records: [JSONValue]? {
        guard case .array(let elements) = kind, !elements.isEmpty else { return nil }
        return elements.allSatisfy { $0.members != nil } ? elements : nil
    }

    /// The lines to show: a simple value as one line, an array as one line a value, an object as `key: value`, a nested
    /// one as `key.sub: value`. Empty for null, and for a list of numbers that is long enough to be an embedding.
    var text: String { lines(under: "").joined(separator: "\n") }

    private func lines(under path: String) -> [String] {
        func line(_ value: String) -> [String] {
            value.isEmpty ? [] : [path.isEmpty ? value : TableBlocks.line(name: path, value: value)]
        }
        switch kind {
        case .string(let text): return line(String(text[...].trimmingBlanks()))
        case .literal(let text): return line(text)
        case .null: return []
        case .array(let elements):
            if elements.count > Self.mostNumbers, elements.allSatisfy(\.isLiteral) { return [] }
            if elements.allSatisfy({ $0.isLiteral || $0.isString }) {
                return line(
                    elements.map { $0.text }.filter { !$0.isEmpty }.joined(separator: path.isEmpty ? "\n" : ", ")
                )
            }
            return elements.flatMap { $0.lines(under: path) }
        case .object(let members):
            return members.flatMap { $0.value.lines(under: path.isEmpty ? $0.key : path + "." + $0.key) }
        }
    }

    private static let mostNumbers = 64

    private var isLiteral: Bool { if case .literal = kind { true } else { false } }
    private var isString: Bool { if case .string = kind { true } else { false } }
}

extension JSONValue {
    /// The value as JSON without blanks; numbers stay as written.
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
