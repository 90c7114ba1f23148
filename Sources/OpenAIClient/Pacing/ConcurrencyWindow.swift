/// How many requests may be under way: grows while replies come quickly, shrinks where the service is too busy.
///
/// Doubles with every round of replies up to a threshold, then adds one a round (RFC 5681); shrinks by three tenths where
/// the service refuses (RFC 9438, 4.6) and by a tenth where its replies begin three times as late as they once did. The time to the
/// first byte is what counts, because the rest is the length of the answer. Averaging over a window of replies, growing only
/// while half of it is in use: as in Netflix's concurrency-limits (`Gradient2Limit`, `VegasLimit`).
struct ConcurrencyWindow: Sendable {
    private static let first = 4.0
    private static let refusedShare = 0.7
    private static let lateShare = 0.9
    /// Times the floor, and seconds beside it, over which a reply begins late.
    private static let tolerance = 3.0
    private static let slack = 0.05
    /// By how much of itself the floor rises in a second, so that it has doubled after an hour: what was once quick may not be so
    /// again.
    private static let forgetting = 0.0002

    private let maximum: Double
    private var size: Double
    /// Below it the window doubles.
    private var threshold: Double
    /// Seconds to the first byte: average over about a window of replies, and the lowest that this was.
    private var average = 0.0
    private var floor = Double.infinity
    private var floorSetAt = 0.0
    /// Requests up to this number were sent before the last change for the worse, and say nothing new.
    private var lastSentBefore = 0

    init(maximum: Int) {
        self.maximum = Double(max(1, maximum))
        size = min(Self.first, self.maximum)
        threshold = self.maximum
    }

    var places: Int { max(1, Int(size)) }

    /// A reply began `latency` seconds after its request was sent.
    /// - Parameters:
    ///   - request: its number; `sent` is that of the latest one.
    ///   - inFlight: requests under way, this one among them.
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

    /// The service refused a request, or failed under it as one does that is too busy. What it was sent before it last
    /// did counts once.
    mutating func refused(request: Int, sent: Int) {
        shrink(to: Self.refusedShare, request: request, sent: sent)
    }

    /// Begins anew with one request at a time, and is soon back at what went well: for the end of a pause.
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
