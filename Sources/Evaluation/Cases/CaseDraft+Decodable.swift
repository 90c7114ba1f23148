extension CaseDraft: Decodable {
    private enum Key: String, CodingKey {
        case id, question, sources, source, facts, fact, history, answerable, language, kind
    }

    /// A string or a list of strings.
    private struct Strings: Decodable {
        let list: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let one = try? container.decode(String.self) {
                list = [one]
            } else {
                list = try container.decode([String].self)
            }
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        question = try container.decode(String.self, forKey: .question)
        id = try container.decodeIfPresent(String.self, forKey: .id)
        for key in [Key.sources, .source] {
            sources += try container.decodeIfPresent(Strings.self, forKey: key)?.list ?? []
        }
        facts += try container.decodeIfPresent([Strings].self, forKey: .facts)?.map(\.list) ?? []
        facts += try container.decodeIfPresent(Strings.self, forKey: .fact).map { [$0.list] } ?? []
        history = try container.decodeIfPresent([Utterance].self, forKey: .history)?.map(\.text) ?? []
        answerable = try container.decodeIfPresent(Bool.self, forKey: .answerable).map { $0 ? "yes" : "no" }
        language = try container.decodeIfPresent(String.self, forKey: .language)
        kind = try container.decodeIfPresent(String.self, forKey: .kind)
    }
}
