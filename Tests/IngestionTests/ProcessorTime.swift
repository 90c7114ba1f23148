import Foundation

/// Returns the seconds of processor time that `work` takes on this thread, without other tests on other cores.
func processorSeconds<Result>(_ work: () throws -> Result) rethrows -> (seconds: Double, result: Result) {
    func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    let start = now()
    let result = try work()
    return (now() - start, result)
}
