import Foundation
import RAGCore
import Testing

@testable import Evaluation

@Suite struct CaseDraftTests {
    private let file = URL(filePath: "/tmp/cases.tsv")

    private func checked(_ change: (inout CaseDraft) -> Void) throws -> EvaluationCase {
        var draft = CaseDraft()
        draft.question = " q\n"
        change(&draft)
        return try draft.checked(in: file, line: 7)
    }

    @Test("a case is named after its line and answerable if it has expectations")
    func defaults() throws {
        let plain = try checked { _ in }
        #expect(plain.id == "cases.tsv:7" && plain.question == "q" && plain.isAnswerable == false)
        #expect(try checked { $0.id = "x" }.id == "x")
        #expect(try checked { $0.sources = ["a.md"] }.isAnswerable == true)
        #expect(try checked { $0.facts = [["a"]] }.isAnswerable == true)
        #expect(try checked { $0.sources = ["#"] }.isAnswerable == false)
    }

    @Test(
        "yes and no are read in several ways",
        arguments: [
            ("yes", true), ("TRUE", true), ("1", true), ("是", true), ("no", false), ("False", false), ("0", false),
            ("否", false),
        ]
    )
    func answerable(text: String, isAnswerable: Bool) throws {
        #expect(try checked { $0.answerable = text }.isAnswerable == isAnswerable)
    }

    @Test("languages are zh and en in any case; others are refused")
    func languages() throws {
        #expect(try checked { $0.language = "ZH" }.language == .chinese)
        #expect(throws: RAGError.self) { try checked { $0.language = "de" } }
        #expect(throws: RAGError.self) { try checked { ($0.answerable, $0.sources) = ("no", ["a.md"]) } }
        #expect(try checked { ($0.answerable, $0.sources) = ("yes", ["a.md"]) }.sources.count == 1)
    }
}
