import Foundation
import Testing

@testable import Application

@Suite struct TopicReportTests {
    private let attacks = [
        "</script><script>alert(1)</script>", "<!-- <script> & --> ' \" ` ${x}", "\u{202E}gnirts\u{2066}",
        "]]>\u{2028}\u{0}",
    ]

    private func overview() -> TopicOverview {
        TopicOverview(
            name: attacks[0],
            notes: attacks,
            count: 4,
            period: .week,
            periods: ["2026-11-02", "2026-11-09"],
            recentPeriods: [1],
            topics: [
                TopicOverview.Topic(
                    number: 3,
                    name: attacks[1],
                    isNamed: true,
                    isNew: false,
                    language: .english,
                    words: attacks,
                    examples: attacks,
                    count: 4,
                    share: 1,
                    unanswered: 1,
                    counts: [1, 3],
                    trend: nil,
                    recent: 3,
                    earlier: 1,
                    subtopics: []
                )
            ],
            texts: attacks.map {
                TopicOverview.Text(
                    text: $0,
                    asked: nil,
                    place: attacks[0],
                    topic: 3,
                    subtopic: nil,
                    date: nil,
                    language: .english,
                    isUnanswered: false
                )
            }
        )
    }

    private func page(_ environment: [String: String] = [:]) throws -> String {
        try TopicReport(overview(), created: Date(timeIntervalSince1970: 1_800_000_000), environment: environment)
            .page.html(nonce: "N")
    }

    @Test("customers' words stay data, whatever they are")
    func harmless() throws {
        let page = try page()
        #expect(page.components(separatedBy: "<script").count == 3, "one for the data and one for the program")
        let start = try #require(page.range(of: "id=\"data\">")?.upperBound)
        let end = try #require(page.range(of: "</script>", range: start..<page.endIndex)?.lowerBound)
        let json = page[start..<end]
        #expect(!json.contains { "<>&".contains($0) })
        let data = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        let texts = try #require(data["texts"] as? [[String: Any]])
        #expect(texts.compactMap { $0["text"] as? String } == attacks)
    }

    @Test("the page loads nothing, and its script never writes markup")
    func closed() throws {
        let page = try page()
        for word in ["http:", "https:", "innerHTML", "insertAdjacentHTML", "document.write", "eval(", " style="] {
            let count = page.components(separatedBy: word).count - 1
            #expect(count == (word == "http:" ? 1 : 0), "\(word): only the name of SVG's namespace")
        }
        #expect(page.contains("default-src 'none'; style-src 'nonce-N'; script-src 'nonce-N'"))
    }

    @Test(
        "the page speaks the language of the locale, else that of the browser",
        arguments: [
            (["LANG": "zh_CN.UTF-8"], "zh"), (["LC_ALL": "en_US.UTF-8", "LANG": "zh_CN"], "en"), ([:], nil),
            (["LANG": "C"], nil),
        ] as [([String: String], String?)]
    )
    func language(environment: [String: String], expected: String?) throws {
        #expect(try page(environment).contains("<html lang=\"\(expected ?? "en")\">"))
    }
}
