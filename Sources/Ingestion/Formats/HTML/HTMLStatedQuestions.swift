import Foundation

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
        for script in scripts where script.contains("Question") {
            if let value = try? JSONSerialization.jsonObject(with: Data(script.utf8)) { visit(value) }
        }
    }

    private mutating func visit(_ value: Any) {
        if let elements = value as? [Any] { return elements.forEach { visit($0) } }
        guard let members = value as? [String: Any] else { return }
        guard Self.isQuestion(members), let question = Self.text("name", members) ?? Self.text("text", members),
            let answer = Self.answer(members)
        else { return members.sorted { $0.key < $1.key }.forEach { visit($0.value) } }
        let pair = Pair(question: question, answer: answer)
        if !pairs.contains(pair), pairs.count < Self.mostPairs { pairs.append(pair) }
    }

    private static let mostPairs = 1_000

    private static func isQuestion(_ members: [String: Any]) -> Bool {
        (members["@type"] as? [String] ?? [members["@type"] as? String ?? ""]).contains("Question")
    }

    private static func text(_ key: String, _ members: [String: Any]) -> String? {
        (members[key] as? String).flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
    }

    /// Returns the accepted answer, or else the first suggested one.
    private static func answer(_ members: [String: Any]) -> String? {
        for key in ["acceptedAnswer", "suggestedAnswer"] {
            let answers = members[key] as? [Any] ?? [members[key] as Any]
            if let first = answers.first as? [String: Any], let text = text("text", first) { return text }
        }
        return nil
    }
}
