import Foundation
import RAGCore

/// A column header prepared for comparison: without case, width, blanks, punctuation and marks such as `*` or
/// `（必填）`.
struct ColumnName: Sendable, Hashable {
    /// The use of a column.
    enum Role: Sendable, Hashable, CaseIterable {
        case question, answer, category, similarQuestions
    }

    /// Forms of the header: first all of it, then the parts outside and inside its brackets and beside its slashes.
    let forms: [String]

    init(_ header: String) {
        guard header.utf8.count <= Self.longest else {
            forms = []
            return
        }
        let folded = header.foldingCaseAndWidth()
        let parts = folded.split { "()[]{}【】〔〕<>《》/|:;\n\r\t".contains($0) }
        forms = ([folded[...]] + parts).map { $0.filter { $0.isLetter || $0.isNumber } }.filter { !$0.isEmpty }
    }

    /// Returns how well the name fits the role, 0 for the best, or nil if it does not.
    func rank(as role: Role) -> Int? {
        let (names, endings) = Self.vocabulary(of: role)
        if let exact = names.firstIndex(where: forms.contains) { return exact }
        // 客户提问, 标准答案1
        let unnumbered = forms.map { String($0.prefix(through: $0.lastIndex { !$0.isNumber } ?? $0.startIndex)) }
        if let name = names.firstIndex(where: unnumbered.contains) { return names.count + name }
        guard let whole = forms.first, !whole.hasPrefix("是否"), role == .similarQuestions || !isSimilar else {
            return nil
        }
        return endings.firstIndex { whole.hasSuffix($0) }.map { names.count * 2 + $0 }
    }

    /// Most bytes of a header; a longer text is not a name.
    private static let longest = 120

    private var isSimilar: Bool {
        forms.contains { form in
            ["相似", "相关", "扩展", "similar", "related"].contains { form.hasPrefix($0) }
        }
    }

    /// Returns names in order of preference, and endings of longer names.
    private static func vocabulary(of role: Role) -> (names: [String], endings: [String]) {
        switch role {
        case .question: (questions, ["问题", "問題", "提问", "提問", "标准问", "標準問", "question"])
        case .answer: (answers, ["答案", "回答", "答复", "答覆", "回复", "回覆", "标准答", "標準答", "话术", "話術", "answer", "reply"])
        case .category: (categories, ["分类", "分類", "类别", "類別", "类目", "類目", "category"])
        case .similarQuestions: (similarQuestions, ["相似问", "相似問", "相似问题", "扩展问"])
        }
    }

    private static let questions = [
        "question", "questions", "q", "query", "faq", "问题", "標準問題", "标准问题", "标准问", "標準問", "提问", "提問", "问", "問", "問題",
        "常见问题", "常見問題", "用户问题", "用户问", "主问题", "问题内容", "问题描述", "问题标题", "问句", "题目", "questiontext", "userquestion",
        "utterance", "prompt", "instruction", "title", "标题", "標題", "subject",
    ]
    private static let answers = [
        "answer", "answers", "a", "response", "reply", "答案", "回答", "标准答案", "標準答案", "标准回答", "標準回答", "标准答", "標準答", "答",
        "答复", "答覆", "回复", "回覆", "解答", "答案内容", "回答内容", "回复内容", "机器人回答", "解决方案", "解決方案", "解决办法", "处理方法",
        "answertext", "completion", "output", "solution", "resolution", "content", "内容", "內容", "body", "text", "正文",
    ]
    private static let categories = [
        "category", "categories", "分类", "分類", "类别", "類別", "类目", "類目", "一级分类", "二级分类", "三级分类", "大类", "小类", "栏目", "欄目",
        "topic", "section", "group", "subcategory", "主题", "主題", "模块", "模組", "问题分类", "问题类型", "业务分类",
    ]
    private static let similarQuestions = [
        "相似问", "相似問", "相似问题", "相似問題", "相似问法", "相似问句", "扩展问", "扩展问题", "同义问", "同义问题", "其他问法", "similarquestions",
        "similarquestion", "alternativequestions", "alternatives", "variants", "paraphrases", "altquestions",
    ]
}
