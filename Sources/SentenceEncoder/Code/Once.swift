/// A value that is computed when it is first needed, and only once.
actor Once<Value: Sendable> {
    private var computation: Task<Value, any Error>?

    /// Returns the value, which `compute` returns if it does not exist yet. If `compute` throws, the next call tries
    /// again.
    func value(_ compute: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let running = computation ?? Task { try await compute() }
        computation = running
        do {
            return try await running.value
        } catch {
            computation = nil
            throw error
        }
    }
}
