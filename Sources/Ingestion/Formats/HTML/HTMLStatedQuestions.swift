/// The questions and answers that a page states for search engines, as JSON-LD of schema.org (`FAQPage`, `QAPage`).
/// Pages that scripts build often have no other text.
struct HTMLStatedQuestions {
    /// A question with its answer, which may be HTML.
    struct Pair: Hashable {
        let question: String
        let answer: String
    }

    /// The pairs in the order of the page, each once.
    private(set) var pairs: [Pair] = []

    /// Reads the contents of the page's scripts of type `application/ld+json`; one that is not valid is left out.
    init(_ scripts: [String]) {
        for var script in scripts where script.contains("Question") {
            script.withUTF8 { bytes in
                var parser = JSONParser(bytes)
                if let value = try? parser.value() { visit(value) }
            }
        }
    }

    private mutating func visit(_ value: JSONValue) {
        switch value.kind {
        case .array(let elements): elements.forEach { visit($0) }
        case .object(let members):
            if Self.isQuestion(members), let question = Self.text("name", members) ?? Self.text("text", members),
                let answer = Self.answer(members)
            {
                let pair = Pair(question: question, answer: answer)
                if !pairs.contains(pair), pairs.count < Self.mostPairs { pairs.append(pair) }
            } else {
                members.forEach { visit($0.value) }
            }
        case .string, .literal, .null: break
        }
    }

    private static let mostPairs = 1_000

    private static func isQuestion(_ members: [JSONValue.Member]) -> Bool {
        members.contains { $0.key == "@type" && $0.value.text.split(separator: "\n").contains("Question") }
    }

    private static func text(_ key: String, _ members: [JSONValue.Member]) -> String? {
        members.first { $0.key == key }.map(\.value.text).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Returns the accepted answer, or else the first suggested one.
    private static func answer(_ members: [JSONValue.Member]) -> String? {
        for key in ["acceptedAnswer", "suggestedAnswer"] {
            guard let value = members.first(where: { $0.key == key })?.value else { continue }
            let first = value.members ?? value.records?.first?.members ?? []
            if let text = text("text", first) { return text }
        }
        return nil
    }
}
