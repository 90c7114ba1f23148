/// An utterance of a conversation, written as a string or as an object with `text`.
struct Utterance: Decodable {
    let text: String

    private enum Key: CodingKey { case text }

    init(from decoder: any Decoder) throws {
        if let text = try? decoder.singleValueContainer().decode(String.self) {
            self.text = text
        } else {
            text = try decoder.container(keyedBy: Key.self).decode(String.self, forKey: .text)
        }
    }
}
