import Foundation

/// Lines of stdin, read on a thread of their own so that waiting for a person blocks nobody.
struct InputLines: AsyncSequence, Sendable {
    typealias Element = String

    /// Written before each line is read.
    let prompt: String

    func makeAsyncIterator() -> Iterator { Iterator(prompt: prompt) }

    struct Iterator: AsyncIteratorProtocol {
        let prompt: String

        /// The next line without its end; nil at the end of the input. Bytes that are no UTF-8 become U+FFFD.
        func next() async throws -> String? {
            let prompt = prompt
            return await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    if !prompt.isEmpty {
                        FileHandle.standardOutput.write(Data(prompt.utf8))
                    }
                    continuation.resume(returning: readLine(strippingNewline: true))
                }
            }
        }
    }
}
