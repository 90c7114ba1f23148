import Answering
import Batch
import RAGCore
import Testing

@testable import Application

@Suite struct BatchProgressTests {
    private func row(
        _ number: Int,
        _ decision: Answer.Decision? = .answered,
        sameAs: Int? = nil,
        cost: Double? = nil
    ) -> AnsweredRow {
        var row = AnsweredRow(row: number, question: "\(number)")
        row.decision = decision
        row.error = decision == nil ? "broken" : nil
        row.sameAs = sameAs
        row.cost = cost
        row.usage = TokenUsage(input: 100, output: 10)
        return row
    }

    @Test("rows are counted by what was done with them, and those of earlier runs apart")
    func counts() {
        var progress = BatchProgress(total: 6)
        for number in [0, 1] { progress.noteAsked(row(number)) }
        #expect(progress.isAsked(row(0)) && !progress.isAsked(row(2)))
        progress.noteWritten(row(0, cost: 0.25))
        progress.noteWritten(row(1, nil))
        progress.noteWritten(row(2, .declined))
        progress.noteWritten(row(3, sameAs: 0))
        #expect(progress.done == 4 && progress.total == 6)
        #expect(progress.decisions == [.answered: 2, .declined: 1])
        #expect(progress.failed == 1)
        #expect(progress.same == 1)
        #expect(progress.known == 1, "the declined row was neither asked by this run nor referred to another")
        #expect(progress.tokens == TokenUsage(input: 400, output: 40))
        #expect(progress.cost == 0.25)
        #expect(!progress.isAsked(row(0)), "a written row is no longer waiting")
    }

    @Test("without prices there is no cost")
    func noCost() {
        var progress = BatchProgress(total: 1)
        progress.noteWritten(row(0))
        #expect(progress.cost == nil)
    }

    @Test("the pace counts from the first row that was asked, and not in the first second")
    func pace() throws {
        var progress = BatchProgress(total: 100)
        let start = ContinuousClock.now
        for number in 0..<40 { progress.noteWritten(row(number)) }
        #expect(progress.pace(at: start + .seconds(60)) == nil, "rows of an earlier run have no pace")
        progress.noteAsked(row(40), at: start)
        #expect(progress.pace(at: start + .seconds(10)) == nil, "nothing is done yet")
        for number in 40..<60 { progress.noteWritten(row(number)) }
        progress.noteAsked(row(60), at: start + .seconds(5))
        #expect(progress.pace(at: start + .milliseconds(999)) == nil)
        let pace = try #require(progress.pace(at: start + .seconds(10)))
        #expect(pace.rate == 2)
        #expect(pace.secondsLeft == 20)
    }
}
