import RAGCore

/// A text in both languages.
struct LocalizedText: Sendable, Hashable {
    let english: String
    let chinese: String

    init(_ english: String, _ chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    /// Returns the text in `language`.
    func text(in language: Language) -> String { language == .chinese ? chinese : english }
}
