import Foundation
import RAGCore
import TestSupport
import Testing

@testable import Answering

/// An answer of a small model to one passage, with the fault for which it is withdrawn, or `none`.
struct FaultCase: Decodable {
    let fault: String
    let question: String
    let answer: String

    static func load(_ name: String) throws -> [FaultCase] {
        let file = Repository.fixtures.appending(path: "answer-faults/\(name).jsonl")
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
            try JSONDecoder().decode(FaultCase.self, from: Data($0.utf8))
        }
    }

    /// Returns the fault that is found if the answer comes in pieces of `size` characters, and the text shown before.
    static func read(_ answer: String, _ watch: FaultWatch, size: Int, isCut: Bool = false) -> (AnswerFault?, String) {
        var watch = watch
        var shown = ""
        var rest = answer[...]
        while !rest.isEmpty {
            shown += watch.consume(String(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        shown += watch.finish(isCut: isCut)
        return (watch.fault, shown)
    }
}

@Suite struct FaultFixtureTests {
    private func watch(_ question: String, _ language: Language, _ passages: [String], sure: Bool = true) -> FaultWatch
    {
        FaultWatch(question: question, language: language, passages: passages, expectsAnswer: sure)
    }

    @Test(
        "faults are found in every cut, and right answers pass unchanged",
        arguments: ["zh-tune", "zh-held", "en-tune", "en-held"]
    )
    func fixtures(name: String) throws {
        let language = try #require(Language(rawValue: String(name.prefix(2))))
        let passage = try String(
            contentsOf: Repository.fixtures.appending(path: "answer-faults/passage.\(language.rawValue).txt"),
            encoding: .utf8
        )
        let cases = try FaultCase.load(name)
        #expect(cases.count >= 20)
        for item in cases {
            let watch = watch(item.question, language, [passage])
            for size in [1, 5, 1_000] {
                let (fault, shown) = FaultCase.read(item.answer, watch, size: size, isCut: item.fault == "cut-off")
                #expect(fault?.rawValue ?? "none" == item.fault, "\(item.answer) in pieces of \(size)")
                if fault == nil { #expect(shown == item.answer) }
            }
        }
    }

    /// Sentences of the support fixtures and the answers of the sample's FAQ: more than 200 in each language.
    @Test("no right answer is withdrawn", arguments: Language.allCases)
    func right(language: Language) throws {
        var answers: [(question: String, answer: String)] = []
        let grounding = Repository.fixtures.appending(path: "grounding")
        for file in try FileManager.default.contentsOfDirectory(at: grounding, includingPropertiesForKeys: nil)
        where file.lastPathComponent.contains(".\(language.rawValue)") {
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst() {
                answers.append(("", String(line.split(separator: "\t")[2])))
            }
        }
        let faq = Repository.root.appending(path: "knowledge-base/\(language.rawValue)/faq.csv")
        for line in try String(contentsOf: faq, encoding: .utf8).split(separator: "\n").dropFirst() {
            // An answer may go over several lines; the first is enough.
            guard let comma = line.firstIndex(of: ",") else { continue }
            answers.append((String(line[..<comma]), String(line[comma...].dropFirst())))
        }
        #expect(answers.count >= 200)
        let withdrawn = answers.filter { question, answer in
            FaultCase.read(answer, watch(question, language, [answer]), size: 7).0 != nil
        }
        #expect(withdrawn.isEmpty, "\(withdrawn.map(\.answer))")
    }

    @Test("that the passages do not answer is an answer where they probably do not")
    func honest() {
        let text = "资料中没有提到会员的生日礼物。"
        #expect(FaultCase.read(text, watch("生日有礼物吗", .chinese, ["退货"], sure: false), size: 3).0 == nil)
        #expect(FaultCase.read(text, watch("生日有礼物吗", .chinese, ["退货"]), size: 3).0 == .noAnswer)
    }

    @Test("nothing of a sentence in another language is shown, and what stood before it is")
    func held() {
        let text = "退货期限是 15 天 [1]。Black members have 30 days to return the item they bought."
        let (fault, shown) = FaultCase.read(text, watch("退货期限？", .chinese, []), size: 4)
        #expect(fault == .wrongLanguage && shown == "退货期限是 15 天 [1]。")
    }
}
