import Foundation
import Synchronization

/// The lines of stdin, each read when it is requested.
///
/// A line is read on its own thread, so that waiting for a person blocks no other task.
struct InputLines: AsyncSequence, Sendable {
    typealias Element = String

    /// Written before each line is read.
    let prompt: String

    func makeAsyncIterator() -> Iterator { Iterator(prompt: prompt) }

    struct Iterator: AsyncIteratorProtocol {
        let prompt: String

        /// Returns the next line without its line end, or nil at the end of the input. Invalid UTF-8 becomes U+FFFD.
        ///
        /// Throws `CancellationError` if the task is cancelled; the thread then keeps waiting, and its line is lost.
        func next() async throws -> String? {
            if !prompt.isEmpty { FileHandle.standardOutput.write(Data(prompt.utf8)) }
            let request = LineRequest()
            let line = await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    request.begin(continuation)
                    Thread.detachNewThread { request.finish(readLine(strippingNewline: true)) }
                }
            } onCancel: {
                request.finish(nil)
            }
            try Task.checkCancellation()
            return line
        }
    }
}

/// A pending read that is resumed exactly once: by the line or by cancellation, whichever comes first.
private final class LineRequest: Sendable {
    private enum State {
        case unbegun
        case waiting(CheckedContinuation<String?, Never>)
        case finished
    }

    private let state = Mutex(State.unbegun)

    func begin(_ continuation: CheckedContinuation<String?, Never>) {
        let isFinished = state.withLock { state in
            if case .finished = state { return true }
            state = .waiting(continuation)
            return false
        }
        if isFinished { continuation.resume(returning: nil) }
    }

    func finish(_ line: String?) {
        let was = state.withLock { state in
            defer { state = .finished }
            return state
        }
        if case .waiting(let continuation) = was { continuation.resume(returning: line) }
    }
}
