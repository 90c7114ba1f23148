import Lexicon
import RAGCore

/// The language that an answer must be in.
struct AnswerLanguage: Sendable {
    /// The language; nil if the question leaves it open, as a mixed one does.
    let expected: Language?

    /// The number of Han characters, or of Latin words, from which a sentence can be foreign. Shorter ones are names
    /// and labels.
    private static let (leastHan, leastWords) = (8, 6)
    /// The number of English function words that make Latin words a sentence and not a list of names.
    private static let leastFunctionWords = 2

    /// Takes the language that `question` asks for (`answer in English`), else `language`.
    init(of question: String, default language: Language) {
        let text = question.foldingWidth().lowercased()
        let isMixed = Self.hanCount(text) >= Self.leastHan && Self.latinWords(text).count >= Self.leastWords
        expected =
            Self.requests.first { $0.phrases.contains(where: text.contains) }?.language ?? (isMixed ? nil : language)
    }

    /// Returns whether a sentence is wholly in the other language. Quotations, code and addresses do not count.
    func isForeign(_ sentence: String) -> Bool {
        guard let expected else { return false }
        let prose = Self.withoutQuotations(sentence)
        let (han, words) = (Self.hanCount(prose), Self.latinWords(prose))
        switch expected {
        case .english: return han >= Self.leastHan && words.count * 4 < han
        case .chinese:
            guard words.count >= Self.leastWords, han * 2 < words.count else { return false }
            return words.count { Self.functionWords.contains($0) } >= Self.leastFunctionWords
        }
    }

    /// Returns `text` without what stands between quotation marks, title marks or backticks, and without addresses.
    private static func withoutQuotations(_ text: String) -> String {
        var kept = ""
        var rest = text[...]
        while let character = rest.first {
            if let closing = quotations[character],
                let end = rest.dropFirst().firstIndex(where: { $0 == closing })
            {
                rest = rest[rest.index(after: end)...]
            } else {
                kept.append(character)
                rest = rest.dropFirst()
            }
        }
        return kept.split(separator: " ").filter { !$0.contains("://") && !$0.contains("@") }.joined(separator: " ")
    }

    private static func hanCount(_ text: String) -> Int { text.count(where: \.isHanCharacter) }

    private static func latinWords(_ text: String) -> [String] {
        text.lowercased().split { !$0.isLatinLetter && $0 != "'" }.filter { $0.count > 1 || $0 == "a" || $0 == "i" }
            .map(String.init)
    }

    private static let quotations: [Character: Character] = [
        "“": "”", "‘": "’", "「": "」", "『": "』", "《": "》", "`": "`", "\"": "\"",
    ]
    private static let requests: [(language: Language, phrases: [String])] = [
        (
            .english,
            [
                "in english", "into english", "english please", "english version", "用英文", "用英语", "翻译成英", "译成英", "英文回答",
                "英语回答", "英文版",
                "英文怎么", "英语怎么",
            ]
        ),
        (
            .chinese,
            [
                "in chinese", "into chinese", "in mandarin", "chinese version", "用中文", "用汉语", "翻译成中", "译成中", "中文回答",
                "中文版",
            ]
        ),
    ]
    private static let functionWords: Set<String> = [
        "the", "a", "an", "is", "are", "was", "were", "be", "to", "of", "and", "or", "in", "on", "at", "for", "with",
        "you",
        "your", "it", "its", "this", "that", "can", "will", "must", "may", "not", "if", "we", "our", "from", "by", "as",
        "within", "should", "have", "has", "they", "please", "when", "after", "before", "do", "does",
    ]
}
