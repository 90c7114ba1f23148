/// Tells whether something changed below folders. Used by one thread at a time.
protocol ChangeSource: Sendable {
    /// Blocks until something changes, at most for `time`; false where nothing did.
    mutating func wait(upTo time: Duration) -> Bool

    /// Whether the system gives no more of what it needs: from now on it would miss changes.
    var isExhausted: Bool { get }

    /// Gives back what it holds of the system.
    func close()
}

extension Duration {
    var seconds: Double { self / .seconds(1) }
}
