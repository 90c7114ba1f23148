import Foundation
import RAGCore

/// Tells, without a model, whether a question needs the conversation to be understood.
enum FollowUp {
    /// True for questions such as `那运费呢`, `它保修多久`, `and for members?`, `how long does it take?`.
    static func leansOnConversation(_ question: String) -> Bool {
        let text = question.lowercased().trimmingCharacters(in: .whitespacesAndNewlines.union(.punctuationCharacters))
        if chineseOpenings.contains(where: text.hasPrefix) || text.hasSuffix("呢") { return true }
        if chinesePronouns.contains(where: text.contains) { return true }
        if englishOpenings.contains(where: { text == $0 || text.hasPrefix($0 + " ") }) { return true }
        let words = text.split { !$0.isLetter && $0 != "'" && $0 != "’" }.map(String.init)
        guard !words.isEmpty, Language(of: text) == .english else { return false }
        return words.contains(where: englishPronouns.contains)
    }

    private static let chineseOpenings = ["那", "还有", "另外", "如果是", "要是", "换成", "为什么呢", "然后", "那么"]
    private static let chinesePronouns = ["它", "这个", "那个", "这款", "那款", "这种", "那种", "上面", "刚才", "前者", "后者"]
    private static let englishOpenings = [
        "and", "but", "or", "so", "then", "what about", "how about", "what if", "why not", "also", "same for",
    ]
    private static let englishPronouns: Set<String> = [
        "it", "its", "it's", "they", "them", "their", "that", "those", "these", "this",
    ]
}
