/// The number of requests that may be in progress. It grows while replies come quickly and shrinks when the service is
/// too busy.
///
/// It doubles with every round of replies up to a threshold, then adds one a round (RFC 5681). It shrinks by three
/// tenths when the service refuses (RFC 9438, 4.6), and by a tenth when replies begin three times as late as they once
/// did. The time to the first byte counts, because the rest depends on the length of the answer. Averaging over a
/// window of replies, and growing only while half of it is in use, follow Netflix's concurrency-limits
/// (`Gradient2Limit`, `VegasLimit`).
struct ConcurrencyWindow: Sendable {
    private static let first = 4.0
    private static let refusedShare = 0.7
    private static let lateShare = 0.9
    /// A reply is late if it begins after more than `tolerance` times the floor plus `slack` seconds.
    private static let tolerance = 3.0
    private static let slack = 0.05
    /// The share by which the floor rises in a second. It doubles in about an hour, because a service that was once
    /// quick may not be so again.
    private static let forgetting = 0.0002

    private let maximum: Double
    private var size: Double
    /// The size below which the window doubles.
    private var threshold: Double
    /// Seconds to the first byte: the average over about a window of replies, and the lowest value of that average.
    private var average = 0.0
    private var floor = Double.infinity
    private var floorSetAt = 0.0
    /// The number of the last request before the window last shrank. Requests up to it bring no news.
    private var lastSentBefore = 0

    init(maximum: Int) {
        self.maximum = Double(max(1, maximum))
        size = min(Self.first, self.maximum)
        threshold = self.maximum
    }

    /// The number of requests that may be in progress now, at least 1.
    var places: Int { max(1, Int(size)) }

    /// Records that a reply began `latency` seconds after its request was sent.
    /// - Parameters:
    ///   - request: the number of the request. `sent` is the number of the latest one.
    ///   - inFlight: the requests in progress, with this one.
    mutating func answered(after latency: Double, at now: Double, request: Int, sent: Int, inFlight: Int) {
        average = floor.isFinite ? average + (latency - average) * 2 / (size + 1) : latency
        floor = min(floor * (1 + Self.forgetting * max(0, now - floorSetAt)), average)
        floorSetAt = now
        if average > floor * Self.tolerance + Self.slack {
            shrink(to: Self.lateShare, request: request, sent: sent)
        } else if Double(inFlight) * 2 >= size {
            size = min(maximum, size + (size < threshold ? 1 : 1 / size))
        }
    }

    /// Records that the service refused a request, or failed as a service does that is too busy. The requests that were
    /// sent before the window last shrank count once.
    mutating func refused(request: Int, sent: Int) {
        shrink(to: Self.refusedShare, request: request, sent: sent)
    }

    /// Starts again with one request at a time after a pause. The window soon reaches the size that worked before.
    mutating func restart() {
        threshold = size
        size = 1
    }

    private mutating func shrink(to share: Double, request: Int, sent: Int) {
        guard request > lastSentBefore else { return }
        lastSentBefore = sent
        size = max(1, size * share)
        threshold = size
    }
}
