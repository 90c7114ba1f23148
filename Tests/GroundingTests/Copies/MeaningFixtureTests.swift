import Foundation
import RAGCore
import TestSupport
import Testing

@testable import Grounding

@Suite struct MeaningFixtureTests {
    private static func cases(_ name: String) throws -> (language: Language, cases: [SupportCase]) {
        let file = Repository.fixtures.appending(path: "grounding/\(name).tsv")
        let cases = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: "\t").map(String.init)
            return SupportCase(source: fields[0], kind: fields[1], good: fields[2], altered: fields[3])
        }
        return (try #require(Language(rawValue: String(name.suffix(2)))), cases)
    }

    /// Sentences in words of their own, each once with another meaning: who, which, whether, why, when. Words alone
    /// tell few of them apart; the floor keeps what is found.
    @Test(
        "right sentences in other words pass, and some wrong ones are found",
        arguments: ["meaning-tune.zh", "meaning-held.zh", "meaning-tune.en", "meaning-held.en"]
    )
    func meaning(name: String) throws {
        let (language, cases) = try Self.cases(name)
        var alarms = 0
        var caught = 0
        for item in cases {
            let check = try SupportCheck(passages: item.passages(language), question: "")
            if !check.check(sentence: item.good).isSupported { alarms += 1 }
            if !check.check(sentence: item.altered).isSupported { caught += 1 }
        }
        #expect(cases.count >= 40)
        #expect(alarms * 100 <= cases.count * 20, "\(alarms) of \(cases.count)")
        #expect(caught * 100 >= cases.count * 15, "\(caught) of \(cases.count)")
    }
}
