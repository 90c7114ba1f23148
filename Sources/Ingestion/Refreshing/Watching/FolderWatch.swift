import Foundation
import Synchronization

/// A watch that reports changes below folders once a burst of changes has ended. Hidden files do not count. It takes
/// constant memory and one thread, and uses no processor time while nothing happens.
package final class FolderWatch: Sendable {
    /// One element at the beginning and one after each burst. Elements that nobody has taken become one.
    package let changes: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let end = End()

    private final class End: Sendable {
        let isReached = Atomic(false)
    }

    /// Starts watching.
    ///
    /// - Parameter folders: folders or single files. One that does not exist is looked for every second.
    /// - Parameter quiet: time without changes after which a burst has ended.
    /// - Parameter longest: time after which a burst is reported even if it continues.
    /// - Parameter isPolling: examines all files every second instead of asking the system. This also happens if the
    ///   system has no more watches.
    package init(
        _ folders: [URL],
        quiet: Duration = .milliseconds(300),
        longest: Duration = .seconds(1),
        isPolling: Bool = false
    ) {
        let roots = folders.map(\.path)
        let source = isPolling ? PollingSource(roots) : Self.source(roots)
        (changes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
        continuation.yield()
        let thread = Thread { [continuation, end] in
            var source = source
            while !end.isReached.load(ordering: .relaxed) {
                let start = ContinuousClock.now
                guard source.wait(upTo: .seconds(1)) else { continue }
                while ContinuousClock.now - start < longest, source.wait(upTo: quiet) {}
                if source.isExhausted {
                    source.close()
                    source = PollingSource(roots)
                }
                continuation.yield()
            }
            source.close()
        }
        thread.name = "kefu.folder-watch"
        thread.start()
    }

    deinit { stop() }

    /// Ends `changes`; the thread ends within a second.
    package func stop() {
        end.isReached.store(true, ordering: .relaxed)
        continuation.finish()
    }

    /// Reports a change.
    func wake() { continuation.yield() }

    static func source(_ roots: [String]) -> any ChangeSource {
        #if os(Linux)
            InotifySource(roots) ?? PollingSource(roots)
        #elseif canImport(CoreServices)
            EventStreamSource(roots) ?? PollingSource(roots)
        #else
            PollingSource(roots)
        #endif
    }
}
