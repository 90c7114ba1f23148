import RAGCore
import TestSupport
import Testing

@testable import Lexicon

/// The time of each reading of a text by its length.
@Suite struct GrowthTests {
    @Test("the time of every function of texts grows no faster than n log n", arguments: HostileText.plain)
    func growth(text: HostileText) {
        let functions: [(name: String, work: (String) -> Void)] = [
            ("keywords of a document", { _ = KeywordToken.all(in: $0, as: .document) }),
            ("keywords of a question", { _ = KeywordToken.all(in: $0, as: .question) }),
            ("sentences", { _ = SentenceSplitter.sentences(of: $0) }),
            ("tokens of text", { _ = TextToken.tokens(of: $0) }),
            ("terms", { _ = Terms.phrases(of: $0) }),
            ("meaning of a question", { _ = QuestionMeaning($0) }),
            ("names", { _ = NameFinder.names(in: $0, language: nil) + KnownNames.found(in: $0) }),
            ("skeleton", { _ = TextSkeleton($0) }),
            ("invisible characters", { _ = InvisibleCharacters.removed(from: $0) }),
            ("writing", { _ = $0.foldingWriting() }),
            ("width", { _ = $0.foldingWidth() }),
            ("case and width", { _ = $0.foldingCaseAndWidth() }),
            ("words with spaces", { _ = $0.spacedWords() }),
            ("bounded characters", { _ = $0.withBoundedCharacters() }),
            ("language", { _ = Language(of: $0) }),
            ("tokens", { _ = TokenEstimator.count($0) }),
            (
                "counted words",
                { text in
                    var counts = WordCounts()
                    counts.add(text)
                }
            ),
        ]
        for function in functions {
            let growth = Growth.measure(from: 500, to: 32_000, make: text.callAsFunction, function.work)
            #expect(growth.isBearable, "\(function.name): \(growth)")
        }
    }
}
