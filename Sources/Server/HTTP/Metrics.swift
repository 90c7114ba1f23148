import Synchronization

/// The figures of the service in the text format of Prometheus
/// (https://prometheus.io/docs/instrumenting/exposition_formats/). They hold nobody's words and no session.
final class Metrics: Sendable {
    private struct Histogram {
        var counts: [Int]
        var sum = 0.0
    }

    private struct State {
        var counters: [String: [String: Double]] = [:]
        var histograms: [String: [String: Histogram]] = [:]
    }

    /// Upper bounds of the buckets, in seconds.
    private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120]
    private let state = Mutex(State())

    /// Adds to a counter.
    func add(_ name: String, _ labels: KeyValuePairs<String, String> = [:], _ count: Double = 1) {
        let labels = Self.text(labels)
        state.withLock { $0.counters[name, default: [:]][labels, default: 0] += count }
    }

    /// Adds a duration to a histogram.
    func observe(_ name: String, _ labels: KeyValuePairs<String, String> = [:], seconds: Double) {
        let labels = Self.text(labels)
        let bucket = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
        state.withLock { state in
            var histogram =
                state.histograms[name, default: [:]][labels]
                ?? Histogram(counts: [Int](repeating: 0, count: Self.bounds.count + 1))
            histogram.counts[bucket] += 1
            histogram.sum += seconds
            state.histograms[name, default: [:]][labels] = histogram
        }
    }

    /// Returns all figures and `gauges`, sorted by name.
    func text(gauges: [String: Double]) -> String {
        let (counters, histograms) = state.withLock { ($0.counters, $0.histograms) }
        var families: [String: String] = [:]
        for (name, values) in counters {
            families[name] =
                "# TYPE \(name) counter\n"
                + values.sorted { $0.key < $1.key }.map { labels, value in
                    "\(name)\(Self.braced(labels)) \(Self.number(value))\n"
                }.joined()
        }
        for (name, values) in histograms {
            families[name] =
                "# TYPE \(name) histogram\n"
                + values.sorted { $0.key < $1.key }
                .map { Self.lines(name, $0.key, $0.value) }.joined()
        }
        for (name, value) in gauges { families[name] = "# TYPE \(name) gauge\n\(name) \(Self.number(value))\n" }
        return families.sorted { $0.key < $1.key }.map(\.value).joined()
    }

    private static func lines(_ name: String, _ labels: String, _ histogram: Histogram) -> String {
        var total = 0
        var lines = ""
        for (index, count) in histogram.counts.enumerated() {
            total += count
            let bound = index < bounds.count ? number(bounds[index]) : "+Inf"
            lines += "\(name)_bucket{\(labels.isEmpty ? "" : labels + ",")le=\"\(bound)\"} \(total)\n"
        }
        return lines + "\(name)_sum\(braced(labels)) \(histogram.sum)\n\(name)_count\(braced(labels)) \(total)\n"
    }

    private static func text(_ labels: KeyValuePairs<String, String>) -> String {
        labels.map { "\($0)=\"\($1)\"" }.joined(separator: ",")
    }

    private static func braced(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }
}
