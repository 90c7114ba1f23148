/// A source of the passages that are not valid on a day.
package protocol PassageValidity: Sendable {
    /// Returns the chunks of the current generation whose validity does not include `day`, such as `2026-11-30`.
    func chunksNotValid(on day: String) async throws -> Set<Int64>
}
