import Foundation
import Lexicon
import RAGCore

/// Decides without a model whether a question needs the conversation to be understood.
package enum FollowUp {
    /// Returns how far a question is complete in itself: 1 if it is, 0 if it depends on the conversation alone.
    ///
    /// A question whose words no single passage contains (`那是哪一年的?` among thousands of films) names no
    /// subject. A short one that refers back (`那运费呢?`) depends on the conversation although its words are
    /// found.
    static func independence(of question: String, keywordCoverage: Float?) -> Float {
        let refersBack = Self.refersBack(question)
        guard let keywordCoverage else { return refersBack ? 0.5 : 1 }
        let named = min(max((keywordCoverage - lowCoverage) / (highCoverage - lowCoverage), 0), 1)
        return refersBack && Terms.of(question).count <= mostTerms ? min(named, referringIndependence) : named
    }

    /// The keyword coverage at and below which a question counts as dependent.
    private static let lowCoverage: Float = 0.1
    /// The keyword coverage from which a question counts as complete in itself.
    private static let highCoverage: Float = 0.5
    /// The highest independence of a short question that refers back.
    private static let referringIndependence: Float = 0.6
    /// The most content words of a question that counts as short.
    private static let mostTerms = 4

    /// Returns whether the wording refers to something said before: `那运费呢`, `它保修多久`,
    /// `and for members?`, `how long does it take?`.
    package static func refersBack(_ question: String) -> Bool {
        let text = question.foldingCase().trimmingCharacters(in: .whitespacesAndNewlines.union(.punctuationCharacters))
        if chineseOpenings.contains(where: text.hasPrefix) || text.hasSuffix("呢") { return true }
        let plain = notPronouns.masking(text)
        if !chinesePronouns.found(in: plain).isEmpty { return true }
        if englishOpenings.contains(where: { text == $0 || text.hasPrefix($0 + " ") }) { return true }
        let words = plain.split { !$0.isLetter && $0 != "'" && $0 != "’" }.map(String.init)
        guard !words.isEmpty, Language(of: text) == .english else { return false }
        return words.contains(where: englishPronouns.contains)
    }

    private static let chineseOpenings = ["那", "还有", "另外", "如果是", "要是", "换成", "为什么呢", "然后", "那么"]
    private static let chinesePronouns = AhoCorasick(
        [
            "它", "这个", "那个", "这款", "那款", "这种", "那种", "上面", "刚才", "前者", "后者", "这部", "那部", "这样", "那样", "他", "她", "该",
        ].map { Array($0.unicodeScalars) }
    )
    /// Words that hold a pronoun and refer to nothing.
    private static let notPronouns = PhraseMask([
        "其他", "其它", "吉他", "应该", "该怎么", "该如何", "他人", "is it possible", "is it true", "is it ok", "is it okay",
        "is it necessary", "is it allowed",
    ])
    private static let englishOpenings = [
        "and", "but", "or", "so", "then", "what about", "how about", "what if", "why not", "also", "same for",
    ]
    private static let englishPronouns: Set<String> = [
        "it", "its", "it's", "they", "them", "their", "that", "those", "these", "this",
    ]
}
