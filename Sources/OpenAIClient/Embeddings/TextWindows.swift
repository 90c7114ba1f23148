import Lexicon
import RAGCore

/// Splits a text that is too long for a model into windows that together contain all of it.
enum TextWindows {
    /// Returns the text itself if it has at most `maximumTokens` (estimated). If not, returns windows of about equal
    /// length that have, cut near the middle at a line end, the end of a sentence or a space if there is one.
    static func split(_ text: some StringProtocol, maximumTokens: Int) -> [(text: Substring, tokens: Int)] {
        let text = Substring(text)
        let tokens = TokenEstimator.count(text)
        guard tokens > maximumTokens, text.index(after: text.startIndex) < text.endIndex else {
            return [(text, tokens)]
        }
        let cut = cut(text)
        return split(text[..<cut], maximumTokens: maximumTokens) + split(text[cut...], maximumTokens: maximumTokens)
    }

    /// Returns the best place for a cut within an eighth of the text around its middle.
    private static func cut(_ text: Substring) -> Substring.Index {
        let count = text.count
        let middle = text.index(text.startIndex, offsetBy: count / 2)
        let reach = count / 8
        let window = text[text.index(middle, offsetBy: -reach)..<text.index(middle, offsetBy: reach)]
        let borders: [(Character) -> Bool] = [
            { $0.isNewline }, { $0.endsSentence || ";；".contains($0) }, { $0.isWhitespace },
        ]
        for isEnd in borders {
            if let before = window.lastIndex(where: isEnd) { return text.index(after: before) }
        }
        return middle
    }
}
