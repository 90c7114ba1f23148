import Foundation

/// The abilities of this machine's processor that matter to the engine.
enum Processor {
    /// Returns the number of threads that the engine should use, from 1 to 8.
    ///
    /// The threads of a matrix product wait for each other at every layer, so one thread on a busy core delays all. Two
    /// threads on two busy cores fell from 27 tokens a second to less than 5, while one thread kept 15. So the number
    /// is that of the free cores, or fewer if a container grants fewer. More than 8 bring nothing, because memory is
    /// the limit then.
    static func threads() -> Int {
        threads(cores: cores, granted: granted(), busy: busyCores())
    }

    /// Returns the number of threads for the given numbers of physical cores, of cores that a container grants, and of
    /// cores that are busy on average.
    static func threads(cores: Int, granted: Double?, busy: Double) -> Int {
        let usable = min(Double(cores), granted ?? .infinity)
        return max(1, min(8, Int((usable - busy + 0.35).rounded(.down))))
    }

    /// Returns whether the engine of the Python package can run. It needs AVX2 on x86-64, and runs on every arm64.
    static func hasVectorInstructions() -> Bool {
        #if arch(arm64)
            return true
        #elseif os(macOS)
            var answer: Int32 = 0
            var size = MemoryLayout<Int32>.size
            return sysctlbyname("hw.optional.avx2_0", &answer, &size, nil, 0) == 0 && answer == 1
        #else
            let facts = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
            let flags = facts.split(separator: "\n").first { $0.hasPrefix("flags") } ?? ""
            return flags.split(separator: " ").contains("avx2")
        #endif
    }

    /// The number of physical cores. Two threads on one core share its arithmetic.
    private static var cores: Int {
        let logical = ProcessInfo.processInfo.activeProcessorCount
        #if os(macOS)
            var count: Int32 = 0
            var size = MemoryLayout<Int32>.size
            let found = sysctlbyname("hw.perflevel0.physicalcpu", &count, &size, nil, 0) == 0 && count > 0
            return found ? min(Int(count), logical) : logical
        #else
            let siblings = (0..<logical).compactMap { core in
                try? String(
                    contentsOfFile: "/sys/devices/system/cpu/cpu\(core)/topology/thread_siblings_list",
                    encoding: .utf8
                )
            }
            return siblings.isEmpty ? logical : min(Set(siblings).count, logical)
        #endif
    }

    /// Returns the cores that the control group grants (`cpu.max`: microseconds of every period); nil without a limit.
    private static func granted() -> Double? {
        let limit = (try? String(contentsOfFile: "/sys/fs/cgroup/cpu.max", encoding: .utf8)) ?? ""
        let numbers = limit.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
        return numbers.count == 2 && numbers[1] > 0 ? numbers[0] / numbers[1] : nil
    }

    /// Returns the number of cores that other processes use: measured over a tenth of a second if the system counts
    /// ticks, or else the load average of the last minute.
    private static func busyCores() -> Double {
        guard let before = ticks() else {
            var load = [0.0]
            return getloadavg(&load, 1) == 1 ? load[0] : 0
        }
        usleep(100_000)
        guard let after = ticks(), after.all > before.all else { return 0 }
        let share = 1 - (after.idle - before.idle) / (after.all - before.all)
        return share * Double(ProcessInfo.processInfo.activeProcessorCount)
    }

    /// Returns the ticks of all cores since the system started, and the idle ones (proc(5): idle and iowait).
    private static func ticks() -> (all: Double, idle: Double)? {
        guard let text = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
            let line = text.split(separator: "\n").first
        else { return nil }
        let counts = line.split(separator: " ").dropFirst().compactMap { Double($0) }
        return counts.count > 4 ? (counts.prefix(8).reduce(0, +), counts[3] + counts[4]) : nil
    }
}
