import RAGCore

/// The open headings at a place in a document. Their length is limited because they are added to a chunk's budget.
struct HeadingStack {
    /// Most estimated tokens of a heading, and of a question; longer ones are shortened.
    static let longestHeading = 48
    static let longestQuestion = 128
    /// Most estimated tokens of all headings above a chunk; the innermost ones are kept.
    private static let longestPath = 128

    private let title: String
    private var open: [(level: Int, title: String)] = []
    /// Headings, outermost first, without the document's title.
    private(set) var path: [String] = []

    init(title: String) { self.title = title }

    mutating func open(_ title: String, level: Int) {
        open.removeAll { $0.level >= level }
        open.append((level, Self.shortened(title, to: Self.longestHeading) ?? title))
        var titles = open.map(\.title).filter { !$0.isEmpty }
        if titles.first == self.title { titles.removeFirst() }
        path = Self.innermost(titles)
    }

    /// Returns `path` with `section` below it.
    func path(with section: [String]) -> [String] {
        section.isEmpty
            ? path : Self.innermost(path + section.map { Self.shortened($0, to: Self.longestHeading) ?? $0 })
    }

    /// Returns the beginning of `text` with `…` after it, or nil if it has at most `tokens` tokens.
    static func shortened(_ text: String, to tokens: Int) -> String? {
        guard TokenEstimator.count(text) > tokens,
            let range = LongTextSplitter.ranges(of: text[...], budget: tokens - 1).first
        else { return nil }
        return String(SourceText(text)[range][...].trimmingBlanks()) + "…"
    }

    private static func innermost(_ titles: [String]) -> [String] {
        var tokens = 0
        return Array(
            titles.reversed().prefix {
                tokens += TokenEstimator.count($0)
                return tokens <= longestPath
            }.reversed()
        )
    }
}
