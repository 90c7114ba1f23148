#if os(Linux)
    import Foundation

    #if canImport(Glibc)
        import Glibc
    #elseif canImport(Musl)
        import Musl
    #endif

    /// Changes that Linux reports (inotify(7)), with one watch a folder. Watches are renewed whenever folders come, go
    /// or move, and after lost events.
    struct InotifySource: ChangeSource {
        private let descriptor: Int32
        private let roots: [String]
        private var watches: Set<Int32> = []
        /// Whether a root does not exist; it is looked for again.
        private var lacksRoot = false
        private(set) var isExhausted = false

        private static let mask =
            UInt32(IN_CREATE | IN_DELETE | IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB)
            | UInt32(IN_DELETE_SELF | IN_MOVE_SELF)
        /// Events after which watches may be in the wrong places.
        private static let unsettling = UInt32(IN_DELETE_SELF | IN_MOVE_SELF | IN_Q_OVERFLOW | IN_IGNORED)

        /// Returns nil if the system has no watches left.
        init?(_ roots: [String]) {
            descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
            self.roots = roots
            guard descriptor >= 0 else { return nil }
            renew()
            if isExhausted {
                close()
                return nil
            }
        }

        func close() { _ = Glue.close(descriptor) }

        mutating func wait(upTo time: Duration) -> Bool {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, Int32(time.seconds * 1000)) > 0 else {
                guard lacksRoot else { return false }
                renew()
                return !lacksRoot
            }
            let (isChange, isUnsettled) = readEvents()
            if isUnsettled { renew() }
            return isChange || isUnsettled
        }

        /// Reads all events, and returns whether they matter and whether folders came, went or moved.
        private func readEvents() -> (isChange: Bool, isUnsettled: Bool) {
            var (isChange, isUnsettled) = (false, false)
            withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: MemoryLayout<inotify_event>.alignment) {
                buffer in
                while case let count = read(descriptor, buffer.baseAddress, buffer.count), count > 0 {
                    var at = 0
                    while at + MemoryLayout<inotify_event>.size <= count {
                        let event = buffer.load(fromByteOffset: at, as: inotify_event.self)
                        let name = buffer[(at + MemoryLayout<inotify_event>.size)...].prefix(Int(event.len))
                        at += MemoryLayout<inotify_event>.size + Int(event.len)
                        let isHidden = name.first == UInt8(ascii: ".")
                        isChange = isChange || !isHidden && event.mask & UInt32(IN_IGNORED) == 0
                        let isFolder = event.mask & UInt32(IN_ISDIR) != 0 && event.mask & UInt32(IN_ATTRIB) == 0
                        isUnsettled = isUnsettled || event.mask & Self.unsettling != 0 || isFolder && !isHidden
                    }
                }
            }
            return (isChange, isUnsettled)
        }

        /// Watches exactly the folders that exist now. A folder is watched before it is listed, so that no new entry is
        /// missed.
        private mutating func renew() {
            var (kept, isMissing, isFull): (Set<Int32>, Bool, Bool) = ([], false, false)
            func watch(_ path: String) {
                let watch = inotify_add_watch(descriptor, path, Self.mask)
                if watch >= 0 { kept.insert(watch) } else if errno == ENOSPC { isFull = true }
            }
            for root in roots {
                let isThere = FolderWalk.walk(root, enter: watch) { path in
                    if path == root { watch((path as NSString).deletingLastPathComponent) }
                }
                isMissing = isMissing || !isThere
            }
            // The system removes watches of deleted folders itself; then this does nothing.
            for watch in watches.subtracting(kept) { inotify_rm_watch(descriptor, watch) }
            (watches, lacksRoot, isExhausted) = (kept, isMissing, isFull)
        }
    }

    private enum Glue {
        static func close(_ descriptor: Int32) -> Int32 { Foundation.close(descriptor) }
    }
#endif
