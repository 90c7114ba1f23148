import Synchronization

/// Bounds how many questions are answered at the same time, and how many wait for that.
final class AdmissionQueue: Sendable {
    /// A place in the queue. It is given up with `leave`, at the latest when nobody holds it any more.
    final class Place: Sendable {
        private let queue: AdmissionQueue
        private let number: Int

        fileprivate init(_ queue: AdmissionQueue, _ number: Int) {
            self.queue = queue
            self.number = number
        }

        deinit { leave() }

        /// Gives the place up. Does nothing where that has happened already.
        func leave() { queue.leave(number) }

        /// Waits until the question may be answered. Throws `CancellationError`.
        func reach() async throws { try await queue.reach(number) }
    }

    private struct State {
        var last = 0
        var running: Set<Int> = []
        /// Oldest first.
        var waiting: [Int] = []
        var continuations: [Int: CheckedContinuation<Void, any Error>] = [:]
    }

    private let state = Mutex(State())

    /// Questions that are answered now, and questions that wait.
    var counts: (running: Int, waiting: Int) { state.withLock { ($0.running.count, $0.waiting.count) } }

    /// Takes a place. Throws `APIError` where `waiting` questions wait already.
    func enter(running: Int, waiting: Int) throws(APIError) -> Place {
        let number = state.withLock { state -> Int? in
            state.last += 1
            if state.running.count < running, state.waiting.isEmpty {
                state.running.insert(state.last)
            } else if state.waiting.count < waiting {
                state.waiting.append(state.last)
            } else {
                return nil
            }
            return state.last
        }
        guard let number else { throw .queueFull }
        return Place(self, number)
    }

    private func reach(_ number: Int) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let result = state.withLock { state -> Result<Void, any Error>? in
                    if state.running.contains(number) { return .success(()) }
                    if Task.isCancelled { return .failure(CancellationError()) }
                    state.continuations[number] = continuation
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            state.withLock { $0.continuations.removeValue(forKey: number) }?.resume(throwing: CancellationError())
        }
    }

    private func leave(_ number: Int) {
        let next = state.withLock { state -> CheckedContinuation<Void, any Error>? in
            guard state.running.remove(number) != nil else {
                state.waiting.removeAll { $0 == number }
                return nil
            }
            guard !state.waiting.isEmpty else { return nil }
            let next = state.waiting.removeFirst()
            state.running.insert(next)
            return state.continuations.removeValue(forKey: next)
        }
        next?.resume()
    }
}
