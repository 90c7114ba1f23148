import Application
import Foundation
import Insight

/// The columns of the table of topics for one width: number, name, count, share, gaps, trend.
struct TopicTableLayout {
    /// The cells of a line.
    let width: Int
    /// The cells before the name.
    let margin: Int
    private let name: Int
    private let hasGaps: Bool
    private let hasTrend: Bool
    /// The number of periods that the line of a trend shows.
    private let periods: Int

    private static let gap = 2
    private static let (count, share, gaps, word) = (6, 6, 5, 9)
    private static let bars = Array("▁▂▃▄▅▆▇█")
    private static let mostPeriods = 12

    /// Fits the columns of `overview` into `width` cells.
    init(_ overview: TopicOverview, width: Int) {
        self.width = max(40, width)
        hasGaps = overview.topics.contains { $0.unanswered != nil }
        let digits = overview.topics.map { String($0.number).count }.max() ?? 1
        margin = digits + Self.gap
        var fixed = margin + 2 * Self.gap + Self.count + Self.share + (hasGaps ? Self.gap + Self.gaps : 0)
        let wanted = overview.periods.count < 2 ? 0 : min(Self.mostPeriods, overview.periods.count)
        let line = wanted == 0 ? 0 : 2 * Self.gap + wanted + Self.word
        hasTrend = line > 0 && self.width - fixed - line >= 20
        periods = hasTrend ? wanted : 0
        if hasTrend { fixed += line }
        let longest = overview.topics.map { Self.label($0).cells }.max() ?? 5
        name = max(5, min(longest, self.width - fixed))
    }

    /// The names of the columns.
    var header: String {
        "#".padded(to: margin - Self.gap, right: true) + spaces + "topic".padded(to: name)
            + columns("texts", "share", "gaps", hasTrend ? "".padded(to: periods) + spaces + "trend" : "")
    }

    /// Returns the cells of a topic: the number, the name, the figures, and the statement about the trend.
    func row(_ topic: TopicOverview.Topic) -> (number: String, name: String, figures: String, trend: String) {
        let gaps = topic.unansweredShare.map { $0 == 0 ? "-" : "\(Int(($0 * 100).rounded()))%" } ?? "-"
        return (
            String(topic.number).padded(to: margin - Self.gap, right: true) + spaces,
            Self.label(topic).fitted(to: name).padded(to: name),
            columns(String(topic.count), (topic.share * 100).formatted(digits: 1) + "%", gaps, line(topic.counts)),
            hasTrend ? spaces + Self.word(topic.trend) : ""
        )
    }

    private var spaces: String { String(repeating: " ", count: Self.gap) }

    private func columns(_ count: String, _ share: String, _ gaps: String, _ trend: String) -> String {
        var text =
            spaces + count.padded(to: Self.count, right: true) + spaces + share.padded(to: Self.share, right: true)
        if hasGaps { text += spaces + gaps.padded(to: Self.gaps, right: true) }
        if hasTrend { text += spaces + trend }
        return text
    }

    /// The name, with a mark for a topic that no earlier run had.
    private static func label(_ topic: TopicOverview.Topic) -> String {
        topic.name.onOneLine + (topic.isNew ? " (new)" : "")
    }

    /// Returns a line of small bars, as high as the counts; neighbouring periods are added where there are too many.
    private func line(_ counts: [Int]) -> String {
        guard periods > 0, !counts.isEmpty else { return "" }
        let sums = (0..<periods).map { place in
            counts[(place * counts.count / periods)..<((place + 1) * counts.count / periods)].reduce(0, +)
        }
        guard let most = sums.max(), most > 0 else { return String(repeating: " ", count: periods) }
        return String(sums.map { $0 == 0 ? " " : Self.bars[min(7, $0 * 8 / (most + 1))] })
    }

    private static func word(_ trend: TopicTrend?) -> String {
        switch trend {
        case .rising: "↑ rising"
        case .falling: "↓ falling"
        case .steady: "steady"
        case nil: "-"
        }
    }
}

extension String {
    /// Returns the text in at most `width` cells; a longer text is cut and ends with `…`.
    func fitted(to width: Int) -> String {
        guard cells > width else { return self }
        var kept = ""
        var used = 0
        for character in self {
            if used + character.cells > width - 1 { break }
            kept.append(character)
            used += character.cells
        }
        return width > 0 ? kept + "…" : ""
    }

    /// Returns the text with spaces up to `width` cells, after it or before it.
    func padded(to width: Int, right: Bool = false) -> String {
        let padding = String(repeating: " ", count: max(0, width - cells))
        return right ? padding + self : self + padding
    }
}
