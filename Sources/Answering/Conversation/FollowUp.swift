import Foundation
import Lexicon
import RAGCore

/// Tells, without a model, whether a question needs the conversation to be understood.
enum FollowUp {
    /// How far a question stands alone: 1 where it does, 0 where it is all about what was said before.
    ///
    /// A question whose words no single passage holds (`那是哪一年的?` among thousands of films) names no topic of its own; a
    /// short one with a word that points back (`那运费呢?`) leans on the conversation though its words are found.
    static func independence(of question: String, keywordCoverage: Float?) -> Float {
        let refersBack = Self.refersBack(question)
        guard let keywordCoverage else { return refersBack ? 0.5 : 1 }
        let named = min(max((keywordCoverage - lowCoverage) / (highCoverage - lowCoverage), 0), 1)
        return refersBack && Terms.of(question).count <= mostTerms ? min(named, referringIndependence) : named
    }

    /// Coverage at which a question says nothing by itself, and all.
    private static let lowCoverage: Float = 0.1
    private static let highCoverage: Float = 0.5
    /// What a question that points back says by itself, and how many content words it may have.
    private static let referringIndependence: Float = 0.6
    private static let mostTerms = 4

    /// True for questions such as `那运费呢`, `它保修多久`, `and for members?`, `how long does it take?`.
    static func refersBack(_ question: String) -> Bool {
        let text = question.lowercased().trimmingCharacters(in: .whitespacesAndNewlines.union(.punctuationCharacters))
        if chineseOpenings.contains(where: text.hasPrefix) || text.hasSuffix("呢") { return true }
        if chinesePronouns.contains(where: text.contains) { return true }
        if englishOpenings.contains(where: { text == $0 || text.hasPrefix($0 + " ") }) { return true }
        let words = text.split { !$0.isLetter && $0 != "'" && $0 != "’" }.map(String.init)
        guard !words.isEmpty, Language(of: text) == .english else { return false }
        return words.contains(where: englishPronouns.contains)
    }

    private static let chineseOpenings = ["那", "还有", "另外", "如果是", "要是", "换成", "为什么呢", "然后", "那么"]
    private static let chinesePronouns = [
        "它", "这个", "那个", "这款", "那款", "这种", "那种", "上面", "刚才", "前者", "后者", "这部", "那部", "他", "她", "该",
    ]
    private static let englishOpenings = [
        "and", "but", "or", "so", "then", "what about", "how about", "what if", "why not", "also", "same for",
    ]
    private static let englishPronouns: Set<String> = [
        "it", "its", "it's", "they", "them", "their", "that", "those", "these", "this",
    ]
}
