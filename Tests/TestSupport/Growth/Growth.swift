import Foundation

/// A measurement of how the processor time of a piece of work grows with the size of its input.
package struct Growth: Sendable, CustomStringConvertible {
    /// The size of the larger input.
    package let size: Int
    /// Seconds of processor time for a quarter of that size.
    package let quarterSeconds: Double
    /// Seconds of processor time for the whole size.
    package let seconds: Double

    /// The factor by which the time grew when the input grew by four. Linear time gives 4, n log n less than 5, n² 16.
    package var factor: Double { seconds / max(quarterSeconds, 1e-6) }

    /// Most factor that is not counted as faster growth than n log n; it leaves room for caches and noise.
    package static let mostFactor = 8.0

    /// Whether the time grows no faster than n log n, as far as this measurement tells.
    package var isBearable: Bool { seconds < Self.leastSeconds || factor <= Self.mostFactor }

    /// Less time than this says nothing about growth.
    private static let leastSeconds = 0.003

    /// The sizes and times as one line.
    package var description: String {
        String(format: "%d: %.1f ms, %d: %.1f ms, ×%.1f", size / 4, quarterSeconds * 1e3, size, seconds * 1e3, factor)
    }

    /// Measures `work` on this thread, which gets inputs that `make` built.
    ///
    /// The size begins at `first` and grows by four until one run takes 3 ms or the size is over `last`. If the time
    /// then grew too fast, both sizes are measured again, and the times that differ least count.
    package static func measure<Input>(
        from first: Int,
        to last: Int,
        make: (Int) throws -> Input,
        _ work: (Input) throws -> Void
    ) rethrows -> Growth {
        func seconds(_ size: Int) throws -> Double {
            let input = try make(size)
            return try processorSeconds { try work(input) }
        }
        var size = first
        var growth = Growth(size: size * 4, quarterSeconds: try seconds(size), seconds: try seconds(size * 4))
        while growth.seconds < leastSeconds, size * 16 <= last {
            size *= 4
            growth = Growth(size: size * 4, quarterSeconds: growth.seconds, seconds: try seconds(size * 4))
        }
        for _ in 0..<2 where !growth.isBearable {
            growth = Growth(
                size: growth.size,
                quarterSeconds: try max(growth.quarterSeconds, seconds(growth.size / 4)),
                seconds: try min(growth.seconds, seconds(growth.size))
            )
        }
        return growth
    }

    /// Returns the seconds of processor time that `work` takes on this thread, without other tests on other cores.
    private static func processorSeconds(_ work: () throws -> Void) rethrows -> Double {
        func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }
        let start = now()
        try work()
        return now() - start
    }
}
