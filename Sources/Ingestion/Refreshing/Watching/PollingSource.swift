import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Changes found by examining names, sizes and times of all files every second, for systems that report none.
struct PollingSource: ChangeSource {
    private let roots: [String]
    private var last: UInt64

    init(_ roots: [String]) {
        self.roots = roots
        last = Self.state(of: roots)
    }

    let isExhausted = false

    func close() {}

    mutating func wait(upTo time: Duration) -> Bool {
        Thread.sleep(forTimeInterval: min(time, .seconds(1)).seconds)
        let state = Self.state(of: roots)
        defer { last = state }
        return state != last
    }

    /// Returns a value that is the same for the same files, in whatever order they are listed.
    private static func state(of roots: [String]) -> UInt64 {
        var sum: UInt64 = 0
        func add(_ path: String, _ parts: Int...) {
            var hasher = Hasher()
            hasher.combine(path)
            hasher.combine(parts)
            sum &+= UInt64(bitPattern: Int64(hasher.finalize()))
        }
        for root in roots {
            _ = FolderWalk.walk(root) {
                add($0)
            } visit: { path in
                var status = stat()
                guard stat(path, &status) == 0 else { return }
                #if canImport(Darwin)
                    let time = status.st_mtimespec
                #else
                    let time = status.st_mtim
                #endif
                add(path, Int(status.st_ino), Int(status.st_size), Int(time.tv_sec), Int(time.tv_nsec))
            }
        }
        return sum
    }
}
