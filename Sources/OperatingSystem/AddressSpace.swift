import Foundation

/// The address space of this process, and its limit (getrlimit, `RLIMIT_AS`), which `ulimit -v` sets.
///
/// A program with little of it hangs rather than fails: libdispatch waits for ever for a thread whose stack finds no
/// place, and so does OpenBLAS for the memory of its threads.
package enum AddressSpace {
    /// The most bytes that the process may map; nil if there is no limit.
    package static var limit: Int? {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return nil }
        return Int(exactly: limit.rlim_cur).flatMap { $0 == .max ? nil : $0 }
    }

    /// The bytes that the process has mapped; nil if the system has no `/proc`.
    package static var used: Int? {
        guard let numbers = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        return numbers.split(separator: " ").first.flatMap { Int($0) }.map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) }
    }

    /// The bytes of the process and its libraries together with what a small workspace and the threads need: in
    /// measurements, 140 MB for a question on 2 processors, of which each processor takes two stacks of 8 MB.
    package static var needed: Int {
        (used ?? 0) + 128_000_000 + ProcessInfo.processInfo.activeProcessorCount * 24_000_000
    }

    /// Starts the program once more with libraries that reserve less, if the address space is limited. Returns if it is
    /// not, if that was done before, or if it cannot be done.
    ///
    /// OpenBLAS reserves 128 MB for each processor when it is loaded, and glibc a heap of 64 MB for each thread. Both
    /// read what they may reserve from variables, before the first line of this program runs.
    package static func restartFrugally() {
        let frugal = ["OPENBLAS_NUM_THREADS", "MALLOC_ARENA_MAX"]
        guard limit != nil, frugal.contains(where: { getenv($0) == nil }) else { return }
        for variable in frugal { setenv(variable, "1", 0) }
        guard let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe") else { return }
        execv(path, CommandLine.unsafeArgv)
    }

    #if canImport(Glibc)
        private static let resource = __rlimit_resource_t(RLIMIT_AS.rawValue)
    #else
        private static let resource = RLIMIT_AS
    #endif
}
