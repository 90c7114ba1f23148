import Foundation
import Synchronization

/// Tells when something changed below folders, once a flurry of changes has settled. Hidden files do not count. Takes
/// constant memory, one thread, and rests while nothing happens.
package final class FolderWatch: Sendable {
    /// One element at the beginning, and one after each flurry; those that nobody took in time are one.
    package let changes: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let end = End()

    private final class End: Sendable {
        let isReached = Atomic(false)
    }

    /// - Parameter folders: folders, or single files. One that is not there is looked for every second.
    /// - Parameter quiet: how long nothing must happen before a flurry has settled.
    /// - Parameter longest: how long a flurry goes on at most before it is told of.
    /// - Parameter isPolling: looks at all files every second in place of asking the system, as it does by itself where the
    ///   system has no more watches to give.
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

    /// Ends the changes; the thread follows within a second.
    package func stop() {
        end.isReached.store(true, ordering: .relaxed)
        continuation.finish()
    }

    /// Says that something changed.
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
