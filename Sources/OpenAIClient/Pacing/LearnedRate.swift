import Foundation

/// The rate that a service accepts, learned from its refusals.
///
/// Between two moments at which a service had no capacity left, the requests that it accepted are its limit times the
/// time between. This holds for fixed windows, sliding windows and refilling buckets. So with each refusal the rate is
/// the number of requests accepted in about a minute up to the end of the pause, divided by that time. The rate starts
/// at 98% of that value and grows as a cube of time until the next refusal, slowly up to the value and faster beyond
/// it. It doubles within two minutes (after CUBIC, RFC 9438, 4.1, and the adaptive mode of the AWS SDKs).
struct LearnedRate: Sendable {
    /// A moment, with the number of requests sent by then and the number of those that were refused.
    private struct Mark {
        var time: Double
        let sent: Int
        var refused: Int
        /// Whether the moment is the end of a pause.
        let isResumption: Bool
    }

    /// The least number of requests from which a rate is computed.
    private static let evidence = 8
    /// The period of measurement in seconds. Limits are given per minute, so an earlier burst must not count.
    private static let minute = 60.0
    private static let markEvery = 5.0
    /// The seconds until the learned rate is reached again.
    private static let returning = 30.0

    private var marks: [Mark] = []
    private var refused = 0
    /// The learned rate in requests a second, the moment it was learned, and the rate in force before.
    private var base = Double.infinity
    private var since = 0.0
    private var before = Double.infinity

    /// Returns the rate in requests a second; infinite while nothing is known.
    func rate(at now: Double) -> Double {
        guard base.isFinite else { return base }
        let way = max(0, now - since) / Self.returning
        return base * (RateBucket.share + (1 - RateBucket.share) * way * way * way)
    }

    /// Records that the request with this number is sent.
    mutating func send(_ request: Int, at now: Double) {
        guard marks.last.map({ now - $0.time >= Self.markEvery }) ?? true else { return }
        marks.append(Mark(time: now, sent: request - 1, refused: refused, isResumption: false))
        // One mark that is older than a minute stays as the start of the measurement.
        marks.removeFirst(marks.lastIndex { $0.time <= now - Self.minute } ?? 0)
    }

    /// Records that a request was refused and that nothing is sent before `resumption`.
    /// - Parameters:
    ///   - isNews: whether it was sent after the refusals that are known. If not, it belongs to them.
    ///   - sent: the number of requests sent so far.
    mutating func refuse(_ request: Int, isNews: Bool, sent: Int, at now: Double, until resumption: Double) {
        if isNews {
            before = rate(at: now)
            marks.append(Mark(time: resumption, sent: sent, refused: refused, isResumption: true))
        } else if let last = marks.lastIndex(where: \.isResumption) {
            marks[last].time = max(marks[last].time, resumption)
        }
        refused += 1
        for index in marks.indices where marks[index].sent >= request { marks[index].refused += 1 }
        since = resumption
        base = min(before, found(at: resumption, sent: sent) ?? before)
    }

    /// Returns the requests a second that were accepted up to `resumption`, which is the last mark; nil if there are
    /// too few.
    private func found(at resumption: Double, sent: Int) -> Double? {
        let earlier = marks.dropLast()
        let start =
            earlier.last { $0.time <= resumption - Self.minute } ?? earlier.first(where: \.isResumption)
            ?? earlier.first
        guard let start, resumption > start.time else { return nil }
        let taken = (sent - start.sent) - (refused - start.refused)
        return taken >= Self.evidence ? Double(taken) / (resumption - start.time) : nil
    }
}
