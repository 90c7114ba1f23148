import Foundation

/// How much memory this machine has left.
enum Memory {
    /// Bytes that a new process can have without pushing others out; nil where the system does not tell.
    static func available() -> Int? {
        let machine = meminfo("MemAvailable").map { $0 * 1024 }
        let container = number("/sys/fs/cgroup/memory.max").flatMap { limit in
            number("/sys/fs/cgroup/memory.current").map { max(0, limit - $0) }
        }
        return [machine, container].compactMap { $0 }.min()
    }

    private static func meminfo(_ field: String) -> Int? {
        let text = (try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(field + ":") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }

    private static func number(_ path: String) -> Int? {
        (try? String(contentsOfFile: path, encoding: .utf8)).flatMap { Int($0.trimmingCharacters(in: .newlines)) }
    }
}
