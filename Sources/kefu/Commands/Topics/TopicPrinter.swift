import Application
import Foundation
import Insight
import RAGCore

/// Prints topics as a table that fits the width of the terminal.
struct TopicPrinter {
    let console: Console
    /// The number of topics that are listed.
    let limit: Int
    /// Whether subtopics and all that fits nowhere are listed.
    let hasDetails: Bool

    private static let shownOutside = 3
    /// Without a terminal there is no width to keep to; this is a long line of a log.
    private static let plainWidth = 110

    func print(_ overview: TopicOverview) throws {
        guard overview.count > 0 else { return console.error("There are no texts to group.") }
        let width = min(console.isTerminal ? TerminalMode.size.width : Self.plainWidth, 160)
        try console.print(console.bold(headline(overview)))
        if overview.topics.isEmpty {
            console.error("No texts are alike enough to form a topic.")
        } else {
            let layout = TopicTableLayout(overview, width: width)
            try console.print()
            try console.print(console.dim(layout.header))
            for topic in overview.topics.prefix(limit) { try print(topic, layout) }
        }
        try printOutside(overview, width)
        let more = overview.topics.dropFirst(limit)
        if !more.isEmpty {
            let texts = more.reduce(0) { $0 + $1.count }
            console.error("\(more.count) more topics with \(texts) texts; --limit \(overview.topics.count) lists them.")
        }
    }

    private func headline(_ overview: TopicOverview) -> String {
        let topics = overview.topics.count == 1 ? "1 topic" : "\(overview.topics.count) topics"
        let texts = overview.count == 1 ? "1 text" : "\(overview.count) texts"
        let dates = overview.texts.compactMap(\.date)
        let span = dates.min().flatMap { first in
            dates.max().map { last in ", \(first.minuteText.prefix(10)) to \(last.minuteText.prefix(10))" }
        }
        return "\(overview.name.onOneLine): \(texts) in \(topics)\(span ?? "")"
    }

    private func print(_ topic: TopicOverview.Topic, _ layout: TopicTableLayout) throws {
        let row = layout.row(topic)
        let isTrend = topic.trend == .rising || topic.trend == .falling
        try console.print(
            row.number + console.bold(row.name) + row.figures
                + (isTrend ? console.bold(row.trend) : console.dim(row.trend))
        )
        let room = layout.width - layout.margin
        guard hasDetails else {
            return try console.print(console.dim(indented(Self.line(topic.examples, room), layout)))
        }
        if topic.isNamed || topic.words.count > 3 {
            try console.print(indented(topic.words.joined(separator: " · ").fitted(to: room), layout))
        }
        for example in topic.examples {
            try console.print(console.dim(indented(example.onOneLine.fitted(to: room), layout)))
        }
        for subtopic in topic.subtopics {
            let count = String(subtopic.count)
            let name = subtopic.name.onOneLine.fitted(to: max(8, min(36, room - 24)))
            let example = (subtopic.examples.first ?? "").onOneLine
            let text = "– \(name)  \(count)  "
            try console.print(indented(text + console.dim(example.fitted(to: max(0, room - text.cells))), layout))
        }
        try console.print()
    }

    private func printOutside(_ overview: TopicOverview, _ width: Int) throws {
        let outside = overview.texts.filter { $0.topic == nil }
        guard !outside.isEmpty else { return }
        try console.print()
        let share = (100 * Double(outside.count) / Double(overview.count)).formatted(digits: 1)
        try console.print("\(outside.count) \(outside.count == 1 ? "text fits" : "texts fit") nowhere (\(share)%)")
        for text in hasDetails ? outside : Array(outside.prefix(Self.shownOutside)) {
            try console.print(console.dim("  " + (text.asked ?? text.text).onOneLine.fitted(to: width - 2)))
        }
    }

    private func indented(_ text: String, _ layout: TopicTableLayout) -> String {
        String(repeating: " ", count: layout.margin) + text
    }

    /// Joins examples on one line: as many as fit with at least 32 cells each.
    private static func line(_ examples: [String], _ room: Int) -> String {
        let texts = examples.map(\.onOneLine)
        let separator = "  |  "
        for count in stride(from: texts.count, to: 1, by: -1) {
            let share = (room - separator.cells * (count - 1)) / count
            if share >= 32 {
                // What short examples leave goes to the others.
                var parts: [String] = []
                var left = room - separator.cells * (count - 1)
                for (place, text) in texts.prefix(count).enumerated() {
                    let part = text.fitted(to: max(share, left - share * (count - place - 1)))
                    parts.append(part)
                    left -= part.cells
                }
                return parts.joined(separator: separator)
            }
        }
        return (texts.first ?? "").fitted(to: room)
    }
}
