import Testing

@testable import Batch

@Suite struct BatchQueueTests {
    private func queue(_ count: Int, workers: Int = 2, lot: Int = 3, lotsAtOnce: Int = 1) -> BatchQueue {
        var settings = BatchJob.Settings()
        (settings.workers, settings.lot, settings.lotsAtOnce) = (workers, lot, lotsAtOnce)
        return BatchQueue((0..<count).map { "question \($0)" }.questions, settings: settings)
    }

    @Test("lots come in order, as many at once as allowed, the last one shorter")
    func lots() {
        var queue = queue(7, lotsAtOnce: 2)
        #expect(!queue.isBusy)
        #expect(queue.takeLot(before: 100)?.map(\.row) == [0, 1, 2])
        #expect(queue.isBusy)
        #expect(queue.takeLot(before: 100)?.map(\.row) == [3, 4, 5])
        #expect(queue.takeLot(before: 100) == nil)
        queue.add([])
        #expect(queue.takeLot(before: 100)?.map(\.row) == [6])
        queue.add([])
        #expect(queue.takeLot(before: 100) == nil)
        queue.add([])
        #expect(!queue.isBusy)
    }

    @Test("no lot starts at or behind the given row")
    func ahead() {
        var queue = queue(6)
        #expect(queue.takeLot(before: 0) == nil)
        #expect(queue.takeLot(before: 1)?.count == 3)
        queue.add([])
        #expect(queue.takeLot(before: 3) == nil)
        #expect(queue.takeLot(before: 4)?.map(\.row) == [3, 4, 5])
    }

    @Test("no lot is prepared while a lot and a question for each worker are ready")
    func enough() {
        var queue = queue(20, workers: 2, lot: 3)
        queue.add(queue.takeLot(before: 100) ?? [])
        queue.add(queue.takeLot(before: 100) ?? [])
        // Six are ready, one more than two workers and a lot take.
        #expect(queue.takeLot(before: 100) == nil)
        _ = queue.takeQuestion()
        #expect(queue.takeLot(before: 100) == nil)
        _ = queue.takeQuestion()
        #expect(queue.takeLot(before: 100)?.map(\.row) == [6, 7, 8])
    }

    @Test("questions come in order, one for each worker, also after more were added")
    func questions() {
        var queue = queue(9, workers: 2, lot: 3)
        #expect(queue.takeQuestion() == nil)
        queue.add(queue.takeLot(before: 100) ?? [])
        #expect(queue.takeQuestion()?.row == 0)
        #expect(queue.takeQuestion()?.row == 1)
        #expect(queue.takeQuestion() == nil)
        queue.finish()
        queue.add(queue.takeLot(before: 100) ?? [])
        #expect(queue.takeQuestion()?.row == 2)
        queue.finish()
        queue.finish()
        #expect(queue.takeQuestion()?.row == 3)
        #expect(queue.isBusy)
        queue.finish()
        #expect(!queue.isBusy)
    }
}
