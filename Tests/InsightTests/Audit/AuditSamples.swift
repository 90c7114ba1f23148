import RAGCore

@testable import Insight

/// Makes passages and statements from text for the tests of the audit.
enum AuditSamples {
    static func passage(_ text: String, path: String = "a.md", title: String = "", headings: [String] = [])
        -> AuditPassage
    {
        AuditPassage(
            path: path,
            title: title,
            headings: headings,
            text: text,
            language: Language(of: text),
            lines: 1...9
        )
    }

    /// Returns the statements of `text` with a value.
    static func values(_ text: String, title: String = "", headings: [String] = []) -> [Assertion] {
        AssertionReader.assertions(of: passage(text, title: title, headings: headings), number: 0)
            .filter { $0.value != nil }
    }

    /// Returns the contradictions between documents of one passage each, if all texts are equally near in meaning: what
    /// tells them apart is up to their words and values.
    static func contradictions(_ documents: (title: String, text: String)...) async throws -> [Contradiction] {
        let passages = documents.enumerated().map { number, document in
            passage(document.text, path: "\(number).md", title: document.title)
        }
        let search = try await ContradictionSearch(passages, vectors: alike(passages.count))
        return try search.contradictions(with: alike(search.subjects.count))
    }

    /// Returns the contradictions between two sentences in two documents.
    static func contradictions(_ first: String, _ second: String) async throws -> [Contradiction] {
        try await contradictions((title: "", text: first), (title: "", text: second))
    }

    /// Returns vectors any two of which have a cosine of 0.93, which sentences about the same thing have.
    static func alike(_ count: Int) -> VectorTable {
        let rows = (0..<count).flatMap { row -> [Float] in
            [Float(0.93).squareRoot()] + (0..<count).map { $0 == row ? Float(0.07).squareRoot() : 0 }
        }
        return VectorTable(components: rows, dimensions: count + 1)
    }
}
