import Foundation
import Synchronization

/// Lines of stdin, each read when it is asked for, on a thread of its own so that waiting for a person blocks nobody.
struct InputLines: AsyncSequence, Sendable {
    typealias Element = String

    /// Written before each line is read.
    let prompt: String

    func makeAsyncIterator() -> Iterator { Iterator(prompt: prompt) }

    struct Iterator: AsyncIteratorProtocol {
        let prompt: String

        /// The next line without its end; nil at the end of the input. Bytes that are no UTF-8 become U+FFFD.
        /// Throws `CancellationError`; the thread then goes on waiting for a line that nobody wants.
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

/// A wait for a line, ended once: by the line or by cancellation, whichever comes first.
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
