import Foundation
import Insight
import LoopbackServer
import RAGCore
import TestSupport
import Testing

@testable import Application

/// Opens maps in a browser: Chromium without a window.
@Suite(.enabled(if: Browser.path != nil, "chromium is not installed")) struct MapPageTests {
    /// A page about two subjects, each a direction with a little noise. Every third text has the label `urgent`.
    private func page(_ texts: [String], name: String = "tickets.csv", locale: String = "en_GB.UTF-8") async throws
        -> HTMLPage
    {
        var random = SeededRandom(seed: 5)
        let components = texts.indices.flatMap { text in
            (0..<8).map { ($0 == text % 2 ? 1 : 0) + Float.random(in: -0.1...0.1, using: &random) }
        }
        let records = texts.enumerated().map { place, text in
            TextRecord(
                text,
                place: "\(name):\(place + 2)",
                date: Date(timeIntervalSince1970: 1_790_000_000 + Double(place) * 86_400),
                label: place.isMultiple(of: 3) ? "urgent" : nil,
                decision: place.isMultiple(of: 2) ? "answered" : "declined"
            )
        }
        let table = VectorTable(components: components, dimensions: 8).scaledToUnitLength()
        let map = try await TextMap(of: records, vectors: table)
        let content = MapContent(overview(of: records, name: name), records: records, map: map)
        return try MapPage(content, created: Date(timeIntervalSince1970: 1_800_000_000), environment: ["LANG": locale])
            .page
    }

    private func overview(of records: [TextRecord], name: String) -> TopicOverview {
        TopicOverview(
            name: name,
            notes: [],
            count: records.count,
            period: nil,
            periods: [],
            recentPeriods: [],
            topics: [7, 3].map { number in
                TopicOverview.Topic(
                    number: number,
                    name: number == 7 ? "refund · money" : "card · lost",
                    isNamed: false,
                    isNew: false,
                    language: .english,
                    words: [],
                    examples: [],
                    count: records.count / 2,
                    share: 0.5,
                    unanswered: nil,
                    counts: [],
                    trend: nil,
                    recent: nil,
                    earlier: nil,
                    subtopics: []
                )
            },
            texts: records.enumerated().map { place, record in
                TopicOverview.Text(
                    text: record.text,
                    asked: nil,
                    place: record.place,
                    topic: place == 0 ? nil : place.isMultiple(of: 2) ? 7 : 3,
                    subtopic: nil,
                    date: record.date,
                    language: .english,
                    isUnanswered: false
                )
            }
        )
    }

    private let questions = (0..<60).map { $0.isMultiple(of: 2) ? "Where is refund \($0)?" : "I lost card \($0)" }

    /// Entries of the legend on the page.
    private func entries(_ page: String) -> Int { page.components(separatedBy: "class=\"entry").count - 1 }

    @Test("the page lists topics, finds texts, and shows chosen topics")
    func page() async throws {
        let page = try Page(try await page(questions).html())
        let whole = try Browser.dump(page)
        #expect(whole.contains("60 texts") && whole.contains("refund · money"))
        // Both topics and the text that fits nowhere.
        #expect(entries(whole) == 3)
        let searched = try Browser.dump(page, "q=lost")
        #expect(searched.contains("30 match") && !searched.contains(">Where is refund"))
        let chosen = try Browser.dump(page, "chosen=1&view=space")
        #expect(chosen.components(separatedBy: "aria-pressed=\"true\" data-index").count == 2)
        let labels = try Browser.dump(page, "colour=label")
        #expect(labels.contains("urgent") && entries(labels) == 2)
        #expect(try Browser.dump(page, "colour=decision").contains("declined"))
    }

    @Test("the page is Chinese with a Chinese locale, and works without WebGL")
    func chinese() async throws {
        let page = try Page(try await page(questions, locale: "zh_CN.UTF-8").html())
        let shown = try Browser.dump(page, "canvas&q=lost")
        #expect(shown.contains("60 条文本") && shown.contains("30 条符合"))
    }

    @Test("one text and equal texts have a page", arguments: [1, 2, 5])
    func fewTexts(_ count: Int) async throws {
        let page = try Page(try await page(Array(repeating: "the same", count: count)).html())
        let shown = try Browser.dump(page, "view=space&chosen=1")
        #expect(shown.contains("\(count) texts") && entries(shown) > 0)
    }

    @Test("the words of customers never run as script, and the page sends no request")
    func harmless() async throws {
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.respond(body: "")
        } _: { server in
            let place = "http://127.0.0.1:\(server.port)/leak"
            let attacks = [
                "</script><script>document.title='run';fetch('\(place)')</script>",
                "<img src=\"\(place)\" onerror=\"document.title='run'\">",
                "<!--<script>", "\u{2028}';document.title='run';//",
                "<style>@import url('\(place)')</style><iframe src='\(place)'></iframe>",
                "javascript:document.title='run'",
            ]
            let page = try Browser.dump(Page(try await page(attacks, name: attacks[0]).html()), "q=run")
            #expect(page.contains("6 match"))
            #expect(!page.contains("<title>run"))
            #expect(server.connectionCount == 0)
        }
    }
}
