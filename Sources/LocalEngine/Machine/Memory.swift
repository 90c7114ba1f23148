import Foundation

/// The free memory of this machine.
enum Memory {
    /// Returns the bytes that a new process can use without displacing others; nil if the system does not say.
    static func available() -> Int? {
        let machine = meminfo("MemAvailable").map { $0 * 1024 }
        return [machine, container()].compactMap { $0 }.min()
    }

    /// Returns the free bytes of a container with `limit` bytes of which `used` are used.
    ///
    /// `statistics` is its `memory.stat`. Cached pages of files count as used, but the kernel gives them up before it
    /// refuses memory.
    static func left(of limit: Int, used: Int, statistics: String) -> Int {
        let cached = statistics.split(separator: "\n").reduce(0) { sum, line in
            let words = line.split(separator: " ")
            guard words.count == 2, ["active_file", "inactive_file"].contains(words[0]) else { return sum }
            return sum + (Int(words[1]) ?? 0)
        }
        return max(0, limit - max(0, used - cached))
    }

    /// Returns the free bytes of the control group (version 2) of this process; nil without a limit.
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
