#if canImport(CoreServices)
    import CoreServices
    import Foundation

    /// Changes that macOS reports (File System Events Programming Guide).
    struct EventStreamSource: ChangeSource {
        /// Used only by `init` and `close`, which the one user of a source calls one after the other.
        private nonisolated(unsafe) let stream: FSEventStreamRef
        private let changed: Changed

        private final class Changed: Sendable {
            let semaphore = DispatchSemaphore(value: 0)
        }

        /// Returns nil if the system provides no stream.
        init?(_ roots: [String]) {
            let changed = Changed()
            let callback: FSEventStreamCallback = { _, changed, _, _, _, _ in
                guard let changed else { return }
                Unmanaged<Changed>.fromOpaque(changed).takeUnretainedValue().semaphore.signal()
            }
            var context = FSEventStreamContext(
                version: 0,
                info: Unmanaged.passUnretained(changed).toOpaque(),
                retain: nil,
                release: nil,
                copyDescription: nil
            )
            let flags = FSEventStreamCreateFlags(kFSEventStreamCreateFlagNoDefer | kFSEventStreamCreateFlagWatchRoot)
            let now = FSEventStreamEventId(kFSEventStreamEventIdSinceNow)
            guard let stream = FSEventStreamCreate(nil, callback, &context, roots as CFArray, now, 0.1, flags) else {
                return nil
            }
            FSEventStreamSetDispatchQueue(stream, DispatchQueue(label: "kefu.folder-watch"))
            guard FSEventStreamStart(stream) else {
                FSEventStreamInvalidate(stream)
                FSEventStreamRelease(stream)
                return nil
            }
            self.stream = stream
            self.changed = changed
        }

        let isExhausted = false

        func close() {
            FSEventStreamStop(stream)
            FSEventStreamInvalidate(stream)
            FSEventStreamRelease(stream)
        }

        mutating func wait(upTo time: Duration) -> Bool {
            guard changed.semaphore.wait(timeout: .now() + time.seconds) == .success else { return false }
            while changed.semaphore.wait(timeout: .now()) == .success {}
            return true
        }
    }
#endif
