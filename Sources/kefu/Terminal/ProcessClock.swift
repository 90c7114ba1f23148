import Foundation
import RAGCore

/// Measures the time since the process started, for `--trace`.
struct ProcessClock {
    let trace = Trace()
    private let now = ContinuousClock.now
    /// The age of the process in milliseconds when the clock was made; 0 if the system does not report it.
    private let age: Double

    init() { age = Self.processAge() }

    /// Prints one line per mark: milliseconds since the process started, and since the previous mark.
    func print(to console: Console) {
        var last = 0.0
        for step in trace.steps {
            let elapsed = age + (step.at - now) / .milliseconds(1)
            console.error("\(elapsed.padded) ms  +\((elapsed - last).padded)  \(step.name)")
            last = elapsed
        }
    }

    /// Returns the age of this process in milliseconds. Linux counts in ticks of 10 ms (proc(5), field 22).
    private static func processAge() -> Double {
        #if os(Linux)
            guard let line = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
                let fields = line.split(separator: ")").last?.split(separator: " "), fields.count > 19,
                let start = Double(fields[19])
            else { return 0 }
            var time = timespec()
            clock_gettime(CLOCK_BOOTTIME, &time)
            let uptime = Double(time.tv_sec) * 1_000 + Double(time.tv_nsec) / 1_000_000
            return max(0, uptime - start * 1_000 / Double(sysconf(Int32(_SC_CLK_TCK))))
        #else
            var info = kinfo_proc()
            var size = MemoryLayout<kinfo_proc>.stride
            var name = [CTL_KERN, KERN_PROC, KERN_PROC_PID, getpid()]
            guard sysctl(&name, 4, &info, &size, nil, 0) == 0 else { return 0 }
            let start = info.kp_proc.p_starttime
            let began = Double(start.tv_sec) * 1_000 + Double(start.tv_usec) / 1_000
            return max(0, Date().timeIntervalSince1970 * 1_000 - began)
        #endif
    }
}

extension Double {
    fileprivate var padded: String {
        let text = formatted(digits: 1)
        return String(repeating: " ", count: max(0, 8 - text.count)) + text
    }
}
