import Answering
import Foundation
import RAGCore
import Testing

@testable import Application
@testable import Insight

@Suite struct GapTests {
    private func question(
        _ text: String,
        language: Language = .english,
        isMarkedBad: Bool = false,
        passage: AskedQuestion.Passage? = nil
    ) -> AskedQuestion {
        AskedQuestion(
            session: "s",
            turn: 1,
            question: text,
            language: language,
            askedAt: Date(timeIntervalSince1970: 1_900_000_000),
            decision: "declined",
            isMarkedBad: isMarkedBad,
            passage: passage
        )
    }

    private func gap(_ text: String, language: Language = .english, wordings: [String] = [], answeredNow: Int? = nil)
        -> KnowledgeGap
    {
        let questions = ([text] + wordings).map { question($0, language: language) }
        let group = UnansweredGroup(representative: questions[0], questions: questions, wordings: [text] + wordings)
        let hits = [
            hit("a.md", "one", score: 0.9, lines: 12...14), hit("a.md", "two", score: 0.8),
            hit("b.md", "x", score: 0.7),
            hit("c.md", "x", score: 0.6), hit("d.md", "x", score: 0.5),
        ]
        return KnowledgeGap(group, nearest: hits, answeredNow: answeredNow)
    }

    @Test("a gap shows the three nearest documents, each once, and the other wordings")
    func nearest() {
        let gap = gap("Do you gift-wrap?", wordings: ["Gift wrap?"])
        #expect(gap.nearest.map(\.place) == ["a.md:12", "b.md:1", "c.md:1"])
        #expect(gap.nearest[0].score == 0.9)
        #expect(gap.otherWordings == ["Gift wrap?"])
        #expect(gap.count == 2)
        #expect(gap.isClosed == nil)
    }

    @Test("a gap is closed if every question of it would be answered", arguments: [(0, false), (1, false), (2, true)])
    func closed(answeredNow: Int, isClosed: Bool) {
        #expect(gap("a", wordings: ["b"], answeredNow: answeredNow).isClosed == isClosed)
    }

    @Test("an answer closes a question, unless it was marked bad and rests on the same passage still")
    func recheck() {
        let plain = question("q")
        #expect(Recheck.closes(answer("q"), plain))
        #expect(Recheck.closes(answer("q", decision: .quoted), plain))
        for decision in [Answer.Decision.declined, .handedOver, .smallTalk, .blocked] {
            #expect(!Recheck.closes(answer("q", decision: decision), plain))
        }
        let bad = question("q", isMarkedBad: true, passage: .init(path: "a.md", text: "old"))
        #expect(!Recheck.closes(answer("q", sources: [source("a.md", "old")]), bad))
        #expect(Recheck.closes(answer("q", sources: [source("a.md", "new")]), bad))
        #expect(Recheck.closes(answer("q", sources: [source("b.md", "old")]), bad))
        #expect(!Recheck.closes(answer("q"), bad), "an answer without sources rests on nothing better")
    }

    @Test("the draft is a table in the language of most questions, with nothing that a spreadsheet computes")
    func draft() throws {
        let chinese = DraftFile(gaps: [gap("能开发票吗", language: .chinese)]).text
        #expect(chinese.hasPrefix("问题,答案,相似问,提问次数,最近一次,相近文档\r\n能开发票吗,,,1,"))
        let text = DraftFile(gaps: [gap("=1+1, \"x\"\ny"), gap("second", wordings: ["other"])]).text
        let rows = text.components(separatedBy: "\r\n")
        #expect(rows[0] == #"question,answer,"similar questions","times asked","last asked","nearest documents""#)
        #expect(rows[1].hasPrefix("\" =1+1, \"\"x\"\" y\",,,1,"))
        #expect(rows[2].hasPrefix("second,,other,2,"))
        #expect(rows[2].hasSuffix(#","a.md:12 | b.md:1 | c.md:1""#))
        #expect(rows.count == 4 && rows[3].isEmpty)
    }

    @Test("a draft goes to a new file, which begins with a byte order mark, and never over another")
    func writing() async throws {
        try await withWorkspace { workspace in
            let path = workspace.root.appending(path: "draft.csv").path
            let draft = DraftFile(gaps: [gap("a")])
            try draft.write(to: path)
            #expect(try Data(contentsOf: URL(filePath: path)).starts(with: [0xEF, 0xBB, 0xBF]))
            let error = #expect(throws: RAGError.self) { try draft.write(to: path) }
            #expect(error?.code == .failed)
        }
    }

    @Test("questions that were declined are found, compared and searched for; without an index nothing is near")
    func job() async throws {
        try await withAssembly(["a.md": "# Gifts\n\nDo you gift-wrap parcels\n"]) { assembly in
            var conversation = RecordedConversation()
            let recorder = assembly.recorder()
            for text in ["Do you gift-wrap parcels?", "do you gift-wrap parcels"] {
                let declined = answer(text, decision: .declined, reason: .notInDocuments)
                await recorder.record(declined, in: &conversation)
            }
            await recorder.record(answer("fine"), in: &conversation)
            let events = Recorded<String>()
            let job = GapJob(assembly) { events.add("\($0)") }
            let groups = try await job.groups(since: .distantPast)
            #expect(groups.map(\.count) == [2])
            #expect(try await job.groups(since: Date(timeIntervalSinceNow: 60)).isEmpty)
            #expect(try await job.gaps(groups, recheck: false).first?.nearest.isEmpty == true)
            #expect(events.values.contains("searching(1)"))

            let refresh = try await RefreshJob(assembly)
            _ = try await refresh.run { _ in }
            try refresh.close()
            let gap = try #require(try await job.gaps(groups, recheck: true).first)
            #expect(gap.nearest.map(\.place) == ["a.md:1"])
            #expect(gap.answeredNow != nil)
        }
    }
}
