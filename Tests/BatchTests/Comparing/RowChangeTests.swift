import Answering
import Testing

@testable import Batch

@Suite struct RowChangeTests {
    private func earlier(_ answer: String, _ decision: Answer.Decision? = .answered, error: String? = nil)
        -> EarlierAnswer
    {
        EarlierAnswer(question: "q", answer: answer, decision: decision, error: error, place: 2)
    }

    private func row(_ answer: String, _ decision: Answer.Decision? = .answered, error: String? = nil) -> AnsweredRow {
        var row = AnsweredRow(row: 0, question: "q")
        (row.answer, row.decision, row.error) = (answer, decision, error)
        return row
    }

    @Test("a question that was not asked is new, unless it fails")
    func new() {
        #expect(RowChange(from: nil, to: row("A")).kind == .new)
        #expect(RowChange(from: nil, to: row("", nil, error: "timed out")).kind == .failed)
    }

    @Test("a failing row has failed, whatever it was before, and keeps the earlier answer")
    func failed() {
        let change = RowChange(from: earlier("A"), to: row("", nil, error: "timed out"))
        #expect(change.kind == .failed && change.earlier == "A")
    }

    @Test("an answer that comes or goes is a new answer or a new refusal")
    func answered() {
        #expect(RowChange(from: earlier("No.", .declined), to: row("A")).kind == .answered)
        let declined = RowChange(from: earlier("A"), to: row("No.", .declined))
        #expect(declined.kind == .declined && declined.earlier == "A")
        #expect(RowChange(from: earlier("A", nil), to: row("A")).kind == .same, "a file without decisions")
        #expect(RowChange(from: earlier("", nil), to: row("A")).kind == .answered)
    }

    @Test("two refusals are the same if the decision is")
    func refused() {
        let same = RowChange(from: earlier("No.", .declined), to: row("Sorry.", .declined))
        #expect(same.kind == .same && same.earlier == nil)
        let other = RowChange(from: earlier("No.", .declined), to: row("Please call.", .handedOver))
        #expect(other.kind == .reworded && other.earlier == "No.")
        let failed = RowChange(from: earlier("", .declined, error: "x"), to: row("No.", .declined))
        #expect(failed.kind == .reworded)
    }

    @Test("two answers differ in facts, in words, or not at all")
    func compared() {
        #expect(RowChange(from: earlier("运费 8 元。"), to: row("运费 8 元。")).kind == .same)
        let marked = RowChange(from: earlier("运费 8 元。"), to: row("运费 8 元 [1]。"))
        #expect(marked.kind == .same && marked.earlier == nil)
        let reworded = RowChange(from: earlier("运费 8 元。"), to: row("要付 8 元运费。"))
        #expect(reworded.kind == .reworded && reworded.earlier == "运费 8 元。")
        let changed = RowChange(from: earlier("运费 8 元。"), to: row("运费 10 元。"))
        #expect(changed.kind == .changed && changed.words == "8 元 → 10 元" && changed.earlier == "运费 8 元。")
    }

    @Test("added and removed facts have a sign")
    func words() {
        let added = RowChange(from: earlier("可以退货。"), to: row("可以退货，运费 8 元。"))
        #expect(added.words.hasPrefix("+ 8 元"))
        let removed = RowChange(from: earlier("可以退货，运费 8 元。"), to: row("可以退货。"))
        #expect(removed.words.hasPrefix("- 8 元"))
    }
}
