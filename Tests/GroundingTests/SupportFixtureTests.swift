import Foundation
import RAGCore
import TestSupport
import Testing

@testable import Grounding

/// Sentences from the sample knowledge base, each once true and once with one fact altered.
struct SupportCase: Sendable {
    let source: String
    let kind: String
    let good: String
    let altered: String

    static func load(_ language: Language) throws -> [SupportCase] {
        let file = Repository.fixtures.appending(path: "grounding/support.\(language.rawValue).tsv")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: "\t").map(String.init)
            try #require(fields.count == 4, "\(line)")
            return SupportCase(source: fields[0], kind: fields[1], good: fields[2], altered: fields[3])
        }
    }

    /// The sections of the document, numbered from 1.
    func passages(_ language: Language) throws -> [Int: String] {
        let file = Repository.root.appending(
            path: "knowledge-base/\(language.rawValue)/\(source)"
        )
        let sections = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n## ")
        return Dictionary(uniqueKeysWithValues: sections.enumerated().map { ($0 + 1, $1) })
    }
}

@Suite struct SupportFixtureTests {
    /// At least 98% of the true sentences pass and at most 10% of the altered ones.
    @Test("true sentences pass and altered ones do not, in both languages", arguments: Language.allCases)
    func fixtures(language: Language) throws {
        var alarms: [String] = []
        var missed: [String: Int] = [:]
        var caught = 0
        let cases = try SupportCase.load(language)
        var checks: [String: SupportCheck] = [:]
        for item in cases {
            let check = try checks[item.source] ?? SupportCheck(passages: item.passages(language), question: "")
            checks[item.source] = check
            let good = check.check(sentence: item.good)
            if !good.isSupported { alarms.append("\(item.good) \(good.missing)") }
            if check.check(sentence: item.altered).isSupported {
                missed[item.kind, default: 0] += 1
            } else {
                caught += 1
            }
        }
        #expect(cases.count >= 100)
        #expect(alarms.count * 100 <= cases.count * 2, "\(alarms)")
        #expect(caught * 100 >= cases.count * 90, "missed: \(missed)")
    }
}
