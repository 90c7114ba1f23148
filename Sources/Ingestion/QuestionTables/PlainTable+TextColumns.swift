import RAGCore

extension PlainTable {
    /// The use of a column of texts that are analysed.
    package enum TextColumn: Sendable, CaseIterable {
        case text, label, date, decision
    }

    /// Returns the column of the texts, counted from 0: the one with this name, or with this number from 1. Without a
    /// choice it is the column of questions, else the one with a usual name for texts. Throws `ReadingError`, which
    /// lists the columns, if there is none.
    package func textColumn(named choice: String? = nil) throws(ReadingError) -> Int {
        if choice == nil, let column = column(for: .text) { return column }
        return try questionColumn(named: choice)
    }

    /// Returns the first column with a usual name for `use`, counted from 0; nil if there is none.
    package func column(for use: TextColumn) -> Int? {
        let names = header.map(ColumnName.init)
        return Self.usualNames(of: use).lazy.compactMap { name in
            names.firstIndex { $0.forms.first == name }
        }.first
    }

    private static func usualNames(of use: TextColumn) -> [String] {
        switch use {
        case .text:
            [
                "text", "文本", "question", "问题", "問題", "query", "utterance", "message", "消息", "content", "内容", "內容",
                "transcript", "通话", "sentence", "句子", "body", "正文", "description", "描述",
            ]
        case .label:
            [
                "label", "标签", "標籤", "intent", "意图", "意圖", "class", "category", "类别", "類別", "分类", "分類", "topic", "主题",
                "主題", "score", "分数", "rating", "评分",
            ]
        case .date: ["date", "日期", "time", "时间", "時間", "askedat", "created", "createdat", "timestamp", "创建时间", "提问时间"]
        case .decision: ["decision", "决定", "決定", "状态", "status"]
        }
    }
}
