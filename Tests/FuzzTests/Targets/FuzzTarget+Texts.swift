import Foundation
import Lexicon
import Privacy
import RAGCore

@testable import Answering
@testable import Grounding
@testable import Guard

extension FuzzTarget {
    /// Texts of customers, documents and models.
    static let texts = [
        text("keywords") { text in
            for purpose in KeywordToken.Purpose.allCases {
                for token in KeywordToken.all(in: text, as: purpose) {
                    precondition(token.bytes.upperBound <= text.utf8.count && token.text.utf8.count <= 64)
                }
            }
        },
        text("sentences") { _ = SentenceSplitter.sentences(of: $0) },
        text("words") { text in
            _ = Terms.phrases(of: text)
            _ = QuestionMeaning(text)
            _ = TextToken.tokens(of: text)
            _ = NameFinder.names(in: text, language: nil)
            _ = text.foldingWriting().foldingWidth().spacedWords()
        },
        text("invisible") { text in
            let shown = InvisibleCharacters.removed(from: text)
            precondition(InvisibleCharacters.removed(from: shown) == shown, "removing twice removes more")
        },
        text("bounded") { text in
            let bounded = text.withBoundedCharacters()
            precondition(bounded.allSatisfy { $0.unicodeScalars.count <= 62 } && bounded.utf8.count <= text.utf8.count)
        },
        text("message") { precondition(!Message($0).questions.isEmpty) },
        text("injection") { _ = InjectionSigns.found(in: $0) },
        text("prompt-text") { _ = (PromptText.passage($0), PromptText.heading($0)) },
        text("answer-filter") { text in
            let shown = filtered(text)
            precondition(filtered(shown).count <= shown.count, "filtering twice adds text")
        },
        text("citations") { text in
            var parser = CitationParser(passageCount: 3)
            _ = text.map { parser.consume(String($0)) }.joined() + parser.finish()
            _ = CitationParser.withoutMarks(text)
        },
        text("support") { text in
            let check = SupportCheck(passages: [1: "Returns are possible within 15 days."], question: "How long?")
            _ = check.check(answer: text)
            _ = SupportCheck(passages: [1: text], question: "How long?").check(sentence: "It takes 15 days [1].")
        },
        text("facts") { _ = FactScanner.statements(in: $0) },
        text("mask") { text in
            let mask = PrivateDataMask()
            _ = mask.masked(mask.masked(text))
        },
    ]

    private static func filtered(_ text: String) -> String {
        var filter = AnswerFilter(
            sources: ["See shop.example or 400-555-0126."],
            settings: [],
            prompt: ["You are a clerk."]
        )
        return filter.consume(text) + filter.finish()
    }
}
