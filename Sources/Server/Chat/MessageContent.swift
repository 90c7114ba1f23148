/// The content of a message: a text, or a list of parts.
enum MessageContent: Decodable, Sendable, Hashable {
    /// The text, or the texts of all parts in lines.
    case text(String)
    /// A part is no text.
    case unsupported

    private struct Part: Decodable {
        let type: String
        let text: String?
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
            return
        }
        let parts = try container.decode([Part].self)
        let texts = parts.compactMap { $0.type == "text" ? $0.text : nil }
        self = texts.count == parts.count ? .text(texts.joined(separator: "\n")) : .unsupported
    }
}
