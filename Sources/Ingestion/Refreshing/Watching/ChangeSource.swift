/// Detects changes below folders. Used by one thread at a time.
protocol ChangeSource: Sendable {
    /// Blocks until something changes, at most for `time`; returns false if nothing did.
    mutating func wait(upTo time: Duration) -> Bool

    /// Whether the system has no more resources to watch with, so that changes would be missed from now on.
    var isExhausted: Bool { get }

    /// Releases the resources of the system.
    func close()
}

extension Duration {
    var seconds: Double { self / .seconds(1) }
}
