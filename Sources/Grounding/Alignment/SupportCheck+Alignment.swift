import RAGCore

extension SupportCheck {
    /// The coverage from which a replaced word is compared, and the closeness under which it says something else.
    private static func limits(_ language: Language) -> (coverage: Double, closeness: Float) {
        language == .chinese ? (0.7, 0.3) : (0.85, 0.45)
    }

    /// Checks one sentence as `check(sentence:)` does. Words that it replaces in what it otherwise repeats from a
    /// source are also compared by `aligner`, because another word may say the same.
    ///
    /// `embedded` are the passages by number, as their texts were embedded. Without an aligner, or if its encoder
    /// fails, the words decide.
    package func check(
        sentence: String,
        alignedBy aligner: SentenceAligner?,
        embedded: [Int: String]
    ) async -> SentenceSupport {
        let support = check(sentence: sentence)
        guard let aligner, support.verdict == .supported else { return support }
        let (text, cited) = CitationParser.withoutMarks(sentence)
        guard let language = Language(of: text) else { return support }
        let (coverage, least) = Self.limits(language)
        let phrases = copies(of: text, language, cited: cited)?.doubtfulWords(from: coverage) ?? []
        guard !phrases.isEmpty else { return support }
        let numbers = embedded.keys.sorted()
        let passages = (cited.filter { embedded[$0] != nil }.isEmpty ? numbers : cited).compactMap { embedded[$0] }
        guard let found = try? await aligner.closeness(of: phrases.map { $0.map(\.text) }, in: text, to: passages)
        else { return support }
        let missing = zip(phrases, found).filter { $0.1.map { $0 < least } ?? false }.map { words, _ in
            SentenceSupport.Missing(
                kind: .replacement,
                text: words.map(\.text).joined(separator: language == .chinese ? "" : " ")
            )
        }
        return missing.isEmpty
            ? support : SentenceSupport(sentence: sentence, verdict: .unsupported, missing: missing)
    }
}
