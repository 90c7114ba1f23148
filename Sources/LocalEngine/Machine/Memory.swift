import Foundation

/// How much memory this machine has left.
enum Memory {
    /// Bytes that a new process can have without pushing others out; nil where the system does not tell.
    static func available() -> Int? {
        let machine = meminfo("MemAvailable").map { $0 * 1024 }
        return [machine, container()].compactMap { $0 }.min()
    }

    /// What a container of `limit` bytes that has `used` leaves. The cached pages of files, which its `memory.stat`
    /// counts, are among the used ones, but the kernel gives them up before it refuses anyone memory.
    static func left(of limit: Int, used: Int, statistics: String) -> Int {
        let cached = statistics.split(separator: "\n").reduce(0) { sum, line in
            let words = line.split(separator: " ")
            guard words.count == 2, ["active_file", "inactive_file"].contains(words[0]) else { return sum }
            return sum + (Int(words[1]) ?? 0)
        }
        return max(0, limit - max(0, used - cached))
    }

    /// Bytes left in the control group (version 2) this process sees as its own; nil without a limit.
    private static func container() -> Int? {
        guard let limit = number("/sys/fs/cgroup/memory.max"), let used = number("/sys/fs/cgroup/memory.current")
        else { return nil }
        let statistics = try? String(contentsOfFile: "/sys/fs/cgroup/memory.stat", encoding: .utf8)
        return left(of: limit, used: used, statistics: statistics ?? "")
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
