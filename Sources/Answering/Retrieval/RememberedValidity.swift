import RAGCore
import Synchronization

/// A source of validity that asks another one at most once a second: a batch asks thousands of questions a second, and
/// what is valid changes with the day or a refresh.
package final class RememberedValidity: PassageValidity {
    private let base: any PassageValidity
    private let known = Mutex<(day: String, since: ContinuousClock.Instant, chunks: Set<Int64>)?>(nil)

    /// Wraps `base`.
    package init(_ base: any PassageValidity) { self.base = base }

    /// Returns the chunks that are not valid on `day`, as they were within the last second. Throws what `base` throws.
    package func chunksNotValid(on day: String) async throws -> Set<Int64> {
        let now = ContinuousClock.now
        if let known = known.withLock({ $0 }), known.day == day, now - known.since < .seconds(1) { return known.chunks }
        let chunks = try await base.chunksNotValid(on: day)
        known.withLock { $0 = (day, now, chunks) }
        return chunks
    }
}
