/// Pauses of 1, 2, 4 seconds and so on, up to a minute.
struct GrowingPause: Sendable, Hashable {
    private var seconds = 1

    mutating func next() -> Duration {
        defer { seconds = min(2 * seconds, 60) }
        return .seconds(seconds)
    }
}
